import type { Score } from "./result.ts";
import type { SliceFindings } from "./slice-findings.ts";

/** The image threshold of a model: what share of healthy images exceeds it, and its value. */
export interface ImageThreshold {
  readonly falsePositiveRate: number;
  readonly value: number;
}

/** What the scores of a series' images say together. */
export interface SeriesScore {
  /** Images with a score. */
  readonly scored: number;
  /** Of those, above the threshold. */
  readonly above: number;
  /** How many of as many healthy images would be above the threshold, on average. */
  readonly expected: number;
  /** The image with the highest score: index and score. */
  readonly highest: { readonly slice: number; readonly score: Score };
  /**
   * The highest image's p-value times the number of images, at most 1 (Bonferroni): holds however much neighbouring
   * images resemble each other. The image's own p-value does not count that it was chosen among many.
   */
  readonly pValue: number;
}

/** @returns undefined while no image has a score */
export function seriesScore(
  findings: readonly (Pick<SliceFindings, "score"> | undefined)[],
  threshold: ImageThreshold,
): SeriesScore | undefined {
  let highest: SeriesScore["highest"] | undefined;
  let [scored, above] = [0, 0];
  findings.forEach((found, slice) => {
    const score = found?.score;
    if (!score) return;
    scored += 1;
    if (score.value > threshold.value) above += 1;
    if (!highest || score.value > highest.score.value) highest = { slice, score };
  });
  if (!highest) return undefined;
  return {
    scored,
    above,
    expected: scored * threshold.falsePositiveRate,
    highest,
    pValue: Math.min(1, highest.score.pValue * scored),
  };
}

/**
 * A score on a scale that is the same for every series: 0 and below is nothing unusual, 1 the threshold. In parts of
 * the threshold where that is above 0; else by the p-value, whose logarithm is 1 at the threshold's rate.
 */
export function scoreLevel(score: Score, threshold: ImageThreshold): number {
  if (threshold.value > 0) return Math.max(0, score.value / threshold.value);
  return Math.log(score.pValue) / Math.log(threshold.falsePositiveRate);
}
