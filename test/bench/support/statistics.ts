/** The middle value, or the mean of the two in the middle. @throws RangeError when there is none */
export function median(values: readonly number[]): number {
  const ascending = [...values].sort((a, b) => a - b);
  const middle = Math.floor(ascending.length / 2);
  const [lower, upper] = [ascending[Math.ceil(ascending.length / 2) - 1], ascending[middle]];
  if (lower === undefined || upper === undefined) throw new RangeError("There is no median of no values.");
  return (lower + upper) / 2;
}
