/**
 * The q-th percentile with linear interpolation between order statistics (Hyndman & Fan 1996, type 7).
 * Sorts a copy, so it is meant for reduced images (up to about a million values).
 *
 * @param values at least one finite number
 * @param q 0..100
 */
export function percentile(values: Float32Array, q: number): number {
  return sortedPercentile(values.slice().sort(), q);
}

/** Like `percentile`, on values already in ascending order. */
export function sortedPercentile(sorted: Float32Array, q: number): number {
  const position = ((sorted.length - 1) * q) / 100;
  const below = Math.floor(position);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low + (high - low) * (position - below);
}

/** Values where the mask is not 0, in order. */
export function masked(values: Float32Array, mask: Uint8Array): Float32Array {
  const kept = new Float32Array(values.length);
  let count = 0;
  for (let i = 0; i < values.length; i++) if (mask[i]) kept[count++] = values[i]!;
  return kept.subarray(0, count);
}
