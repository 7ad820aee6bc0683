import type { Figure } from "./bootstrap.ts";

/** "0.972 (0.951–0.986)": a figure with its 95 % interval. */
export function formatFigure({ value, ci95 }: Figure, digits = 3): string {
  const text = value.toFixed(digits);
  return ci95 ? `${text} (${ci95[0].toFixed(digits)}–${ci95[1].toFixed(digits)})` : text;
}

/** "5.1 % (3.0–7.4 %)": a share with its 95 % interval. */
export function formatShare({ value, ci95 }: Figure, digits = 1): string {
  const percent = (share: number): string => (100 * share).toFixed(digits);
  return ci95 ? `${percent(value)} % (${percent(ci95[0])}–${percent(ci95[1])} %)` : `${percent(value)} %`;
}

/** "5 %", without needless zeros. */
export function formatTarget(share: number): string {
  return `${Number((100 * share).toPrecision(3))} %`;
}

/** "under 500 px", "500–1499 px", "1500 px and more". */
export function formatSizes({
  from,
  below,
}: {
  readonly from: number;
  readonly below: number | null;
}): string {
  if (below === null) return `${from} px and more`;
  return from === 0 ? `under ${below} px` : `${from}–${below - 1} px`;
}
