/** The largest difference of two arrays over the largest magnitude of the second. */
export function relativeDifference(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) return Number.POSITIVE_INFINITY;
  let difference = 0;
  let magnitude = 0;
  for (let index = 0; index < expected.length; index += 1) {
    const value = expected[index] as number;
    difference = Math.max(difference, Math.abs((actual[index] as number) - value));
    magnitude = Math.max(magnitude, Math.abs(value));
  }
  return difference / magnitude;
}
