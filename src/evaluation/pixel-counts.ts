import { connectedComponents } from "../scoring/components.ts";

/**
 * Bins of map values, in rising order: one for what is not on the foreground (NaN), logarithmic ones for negative
 * values, one around zero, logarithmic ones for positive values, each 1.2 % wide. Enough for average precision and
 * Dice to three digits, small enough to keep a histogram for each patient and to resample them. Negative values are
 * healthy tissue's, so their bins are wider.
 */
const lowest = 1e-3;
const highest = 1e2;
const binsBelow = 150;
const binsAbove = 1000;
const zeroBin = 1 + binsBelow;
export const binCount = zeroBin + 1 + binsAbove;
const decades = Math.log(highest / lowest);

export function binOf(value: number): number {
  if (Number.isNaN(value)) return 0;
  if (value > 0) return zeroBin + 1 + step(value, binsAbove);
  return value > -lowest ? zeroBin : zeroBin - 1 - step(-value, binsBelow);
}

function step(size: number, bins: number): number {
  const bin = Math.floor((Math.log(size / lowest) * bins) / decades);
  return Math.min(bins - 1, Math.max(0, bin));
}

/** Counts of pixels; those of several images add up. Histograms are [bins], and there once something was counted. */
export class PixelCounts {
  /** Pixels that are not in a lesion, by map value. */
  outside: Float64Array | undefined;
  /** Lesion pixels, by map value. */
  inside: Float64Array | undefined;
  /** Summed over lesions: the share of the lesion's pixels, by map value. */
  overlap: Float64Array | undefined;
  lesions = 0;
  truePositives = 0;
  falsePositives = 0;
  falseNegatives = 0;
  healthyImages = 0;
  /** Summed over healthy images: the share of the foreground above the threshold. */
  healthyArea = 0;
  /** Of healthy images: pixels where the map is shown, and those of them above the threshold. */
  healthyShown = 0;
  healthyAbove = 0;

  /** Adds other counts, `weight` times. */
  add(other: PixelCounts, weight = 1): void {
    this.outside = addHistogram(this.outside, other.outside, weight);
    this.inside = addHistogram(this.inside, other.inside, weight);
    this.overlap = addHistogram(this.overlap, other.overlap, weight);
    this.lesions += weight * other.lesions;
    this.truePositives += weight * other.truePositives;
    this.falsePositives += weight * other.falsePositives;
    this.falseNegatives += weight * other.falseNegatives;
    this.healthyImages += weight * other.healthyImages;
    this.healthyArea += weight * other.healthyArea;
    this.healthyShown += weight * other.healthyShown;
    this.healthyAbove += weight * other.healthyAbove;
  }
}

function addHistogram(
  sum: Float64Array | undefined,
  other: Float64Array | undefined,
  weight: number,
): Float64Array | undefined {
  if (!other) return sum;
  const result = sum ?? new Float64Array(binCount);
  for (let bin = 0; bin < binCount; bin++) result[bin]! += weight * other[bin]!;
  return result;
}

/** Those of patients, each counted `weights[patient]` times. */
export function weightedSum(counts: readonly PixelCounts[], weights: ArrayLike<number>): PixelCounts {
  const sum = new PixelCounts();
  counts.forEach((patient, index) => {
    const weight = weights[index]!;
    if (weight > 0) sum.add(patient, weight);
  });
  return sum;
}

export interface PixelObservation {
  /** [rows, columns], the map brought to the image's own grid; NaN off the foreground. */
  readonly map: Float32Array;
  /** [rows, columns], 1 on lesions; undefined for a healthy image. */
  readonly mask: Uint8Array | undefined;
  readonly rows: number;
  readonly columns: number;
  /** The calibrated threshold on the map; undefined where there is none. */
  readonly threshold: number | undefined;
}

/** Adds one image's pixels. */
export function countPixels(
  counts: PixelCounts,
  { map, mask, rows, columns, threshold = Number.NaN }: PixelObservation,
): void {
  counts.outside ??= new Float64Array(binCount);
  if (mask) counts.inside ??= new Float64Array(binCount);
  for (let index = 0; index < map.length; index++) {
    const value = map[index]!;
    const isPositive = value > threshold;
    if (mask?.[index]) {
      counts.inside![binOf(value)]!++;
      if (isPositive) counts.truePositives++;
      else counts.falseNegatives++;
    } else {
      counts.outside[binOf(value)]!++;
      if (isPositive) counts.falsePositives++;
    }
  }
  if (!mask) return;
  counts.overlap ??= new Float64Array(binCount);
  for (const lesion of connectedComponents((index) => mask[index] === 1, rows, columns)) {
    counts.lesions++;
    for (const index of lesion) counts.overlap[binOf(map[index]!)]! += 1 / lesion.length;
  }
}

/** Adds a healthy image's false positives, counted on the model's own grid. */
export function countHealthy(
  counts: PixelCounts,
  { map, mask, shown }: { readonly map: Float32Array; readonly mask: Uint8Array; readonly shown: Uint8Array },
  threshold: number,
): void {
  let [foreground, visible, above] = [0, 0, 0];
  for (let index = 0; index < map.length; index++) {
    foreground += mask[index]!;
    visible += shown[index]!;
    if (shown[index] && map[index]! > threshold) above++;
  }
  counts.healthyImages++;
  counts.healthyArea += foreground > 0 ? above / foreground : 0;
  counts.healthyShown += visible;
  counts.healthyAbove += above;
}
