import { connectedComponents } from "../scoring/components.ts";

/**
 * Bins of map values: one for what is not positive, then logarithmic ones, each 1.2 % wide. Enough for average
 * precision and Dice to three digits, small enough to keep a histogram for each patient and to resample them.
 */
const lowest = 1e-3;
const highest = 1e2;
const binsAbove = 1000;
export const binCount = binsAbove + 1;
const perUnit = binsAbove / Math.log(highest / lowest);

export function binOf(value: number): number {
  if (!(value > 0)) return 0;
  const bin = Math.floor(Math.log(value / lowest) * perUnit);
  return 1 + Math.min(binsAbove - 1, Math.max(0, bin));
}

/** Where each part of a `PixelCounts` begins. */
export const layout = {
  /** [bins] lesion pixels by map value. */
  inside: 0,
  /** [bins] other pixels by map value. */
  outside: binCount,
  /** [bins] summed over lesions: the share of the lesion's pixels by map value. */
  overlap: 2 * binCount,
  lesions: 3 * binCount,
  truePositives: 3 * binCount + 1,
  falsePositives: 3 * binCount + 2,
  falseNegatives: 3 * binCount + 3,
  /** Summed over healthy images: the share of the foreground above the threshold. */
  healthyArea: 3 * binCount + 4,
  healthyImages: 3 * binCount + 5,
  /** Of healthy images: pixels where the map is shown, and those of them above the threshold. */
  healthyShown: 3 * binCount + 6,
  healthyAbove: 3 * binCount + 7,
} as const;
const length = 3 * binCount + 8;

/** Counts of pixels, laid out as `layout` says; those of several images add up. */
export type PixelCounts = Float64Array;

export function createPixelCounts(): PixelCounts {
  return new Float64Array(length);
}

export interface PixelObservation {
  /** [rows, columns], the map brought to the image's own grid. */
  readonly map: Float32Array;
  /** [rows, columns], 1 on lesions; undefined for a healthy image. */
  readonly mask: Uint8Array | undefined;
  readonly rows: number;
  readonly columns: number;
  /** The calibrated threshold on the map. */
  readonly threshold: number;
}

/** Adds one image's pixels. */
export function countPixels(
  counts: PixelCounts,
  { map, mask, rows, columns, threshold }: PixelObservation,
): void {
  for (let index = 0; index < map.length; index++) {
    const value = map[index]!;
    const positive = value > threshold;
    if (mask?.[index]) {
      counts[layout.inside + binOf(value)]!++;
      counts[positive ? layout.truePositives : layout.falseNegatives]!++;
    } else {
      counts[layout.outside + binOf(value)]!++;
      if (positive) counts[layout.falsePositives]!++;
    }
  }
  if (!mask) return;
  for (const lesion of connectedComponents((index) => mask[index] === 1, rows, columns)) {
    counts[layout.lesions]!++;
    for (const index of lesion) counts[layout.overlap + binOf(map[index]!)]! += 1 / lesion.length;
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
  counts[layout.healthyImages]!++;
  counts[layout.healthyArea]! += foreground > 0 ? above / foreground : 0;
  counts[layout.healthyShown]! += visible;
  counts[layout.healthyAbove]! += above;
}
