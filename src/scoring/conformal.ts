/**
 * Conformal p-value: (1 + healthy images scoring at least `score`) / (healthy images + 1). For a new healthy
 * image, P(p <= a) <= a whatever the distribution, as long as it is exchangeable with the hold-out images
 * (Vovk, Gammerman and Shafer, Algorithmic Learning in a Random World, 2005).
 *
 * @param sortedHealthy scores of the healthy hold-out images, ascending
 */
export function pValue(sortedHealthy: ArrayLike<number>, score: number): number {
  const atLeast = sortedHealthy.length - lowerBound(sortedHealthy, score);
  return (1 + atLeast) / (sortedHealthy.length + 1);
}

/**
 * The smallest threshold that at most a share `falsePositiveRate` of new healthy images exceeds, on average over
 * hold-out sets: the ceil((n + 1)(1 - rate))-th smallest healthy score, or the largest where n is too small.
 */
export function conformalThreshold(sortedHealthy: ArrayLike<number>, falsePositiveRate: number): number {
  const count = sortedHealthy.length;
  if (count === 0) throw new RangeError("A threshold needs at least one healthy score.");
  const rank = Math.ceil((count + 1) * (1 - falsePositiveRate) - 1e-9);
  return sortedHealthy[Math.min(count, Math.max(1, rank)) - 1]!;
}

/** Index of the first element that is not below `value`. */
function lowerBound(sorted: ArrayLike<number>, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
