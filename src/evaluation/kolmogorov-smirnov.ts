/** The largest distance between two distribution functions, and how often chance alone gives as much. */
export interface KolmogorovSmirnov {
  /** 0 (alike) to 1. */
  readonly distance: number;
  readonly pValue: number;
}

/**
 * The two-sample Kolmogorov-Smirnov test, its p-value by the asymptotic distribution with Stephens' correction for
 * small samples (Press et al., "Numerical Recipes", 3rd ed., 14.3.3).
 *
 * @param independent how many of each sample are independent, where several come from one patient; by default all
 */
export function kolmogorovSmirnov(
  first: readonly number[],
  second: readonly number[],
  independent: readonly [number, number] = [first.length, second.length],
): KolmogorovSmirnov {
  const a = Float64Array.from(first).sort();
  const b = Float64Array.from(second).sort();
  let [i, j, distance] = [0, 0, 0];
  while (i < a.length && j < b.length) {
    const value = Math.min(a[i]!, b[j]!);
    while (i < a.length && a[i]! <= value) i++;
    while (j < b.length && b[j]! <= value) j++;
    distance = Math.max(distance, Math.abs(i / a.length - j / b.length));
  }
  const root = Math.sqrt((independent[0] * independent[1]) / (independent[0] + independent[1]));
  return { distance, pValue: survival((root + 0.12 + 0.11 / root) * distance) };
}

/** Of Kolmogorov's distribution: the alternating series, which converges slowly below the values where it is 1. */
function survival(x: number): number {
  if (x < 0.3) return 1;
  let sum = 0;
  for (let k = 1; k <= 100; k++) sum += 2 * (k % 2 === 1 ? 1 : -1) * Math.exp(-2 * k * k * x * x);
  return Math.min(1, Math.max(0, sum));
}
