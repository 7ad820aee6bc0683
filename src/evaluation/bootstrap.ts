import { mulberry32 } from "./seeded-random.ts";

/** A figure with its 95 % interval; null where the interval cannot be told (too few patients). */
export interface Figure {
  value: number;
  ci95: [lower: number, upper: number] | null;
}

export interface BootstrapOptions {
  /** Default 1000. */
  readonly resamples?: number;
  /** Default 1. */
  readonly seed?: number;
}

/**
 * Percentile bootstrap by patient (Efron and Tibshirani, 1993): images of one patient are alike, so whole patients
 * are drawn with replacement. Resamples in which a figure is not defined (no abnormal image, say) are left out
 * for that figure.
 *
 * @param patients how many there are
 * @param statistic the figures when each patient counts `weights[patient]` times
 */
export function bootstrap<Key extends string>(
  patients: number,
  statistic: (weights: Uint16Array) => Readonly<Record<Key, number>>,
  { resamples = 1000, seed = 1 }: BootstrapOptions = {},
): Record<Key, Figure> {
  const weights = new Uint16Array(patients).fill(1);
  const values = statistic(weights);
  const keys = Object.keys(values) as Key[];
  const drawn = new Map<Key, number[]>(keys.map((key) => [key, []]));
  const next = mulberry32(seed);
  for (let resample = 0; resample < resamples; resample++) {
    weights.fill(0);
    for (let draw = 0; draw < patients; draw++) weights[Math.floor(next() * patients)]!++;
    const figures = statistic(weights);
    for (const key of keys) if (Number.isFinite(figures[key])) drawn.get(key)!.push(figures[key]);
  }
  const result = {} as Record<Key, Figure>;
  for (const key of keys) {
    const sorted = drawn.get(key)!.sort((a, b) => a - b);
    const known = patients > 1 && sorted.length >= resamples / 2 && sorted.length >= 40;
    result[key] = {
      value: values[key],
      ci95: known ? [percentile(sorted, 0.025), percentile(sorted, 0.975)] : null,
    };
  }
  return result;
}

function percentile(sorted: readonly number[], share: number): number {
  const position = share * (sorted.length - 1);
  const low = Math.floor(position);
  const high = Math.min(sorted.length - 1, low + 1);
  return sorted[low]! + (sorted[high]! - sorted[low]!) * (position - low);
}
