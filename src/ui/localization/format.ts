import { currentLanguage } from "./language.ts";

/** A number in the interface's language. */
export function formatNumber(value: number, options: Intl.NumberFormatOptions = {}): string {
  return new Intl.NumberFormat(currentLanguage(), options).format(value);
}

/** Two or three significant digits, as fits a measurement on an image. */
export function formatMeasure(value: number): string {
  return formatNumber(value, { maximumSignificantDigits: value >= 100 ? 3 : 2 });
}

/** A share 0..1 as a percentage, without needless digits. */
export function formatShare(share: number): string {
  return formatNumber(share, { style: "percent", maximumFractionDigits: share < 0.1 ? 1 : 0 });
}

/** A score: its second decimal is what separates it from a threshold. */
export function formatScore(value: number): string {
  return formatNumber(value, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}
