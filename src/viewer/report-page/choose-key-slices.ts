import type { SliceFindings } from "../../scoring/slice-findings.ts";

/**
 * The images of a series that score highest, in the order of scrolling. Neighbours show much the same: one next to an
 * image that was chosen is taken only when there is nothing else.
 *
 * @param findings by the index of the image; undefined where it has not been scored
 * @returns indices, at most `count`
 */
export function chooseKeySlices(
  findings: readonly (Pick<SliceFindings, "score"> | undefined)[],
  count: number,
): number[] {
  const ranked = findings
    .flatMap((found, index) => (found?.score ? [{ index, value: found.score.value }] : []))
    .sort((a, b) => b.value - a.value)
    .map(({ index }) => index);
  const chosen: number[] = [];
  for (const near of [false, true]) {
    for (const index of ranked) {
      if (chosen.length >= count || chosen.includes(index)) continue;
      if (near || chosen.every((other) => Math.abs(other - index) > 1)) chosen.push(index);
    }
  }
  return chosen.sort((a, b) => a - b);
}
