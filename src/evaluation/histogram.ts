export interface Histogram {
  readonly lower: number;
  readonly upper: number;
  /** Images in each bin, from `lower` to `upper` in bins of one width. */
  readonly healthy: number[];
  readonly abnormal: number[];
}

/** Scores of healthy and of abnormal images, in bins of one width over their whole range. */
export function histogramOf(scores: readonly number[], abnormal: readonly boolean[], bins = 40): Histogram {
  const [lower, upper] = scores.reduce(
    ([low, high], score) => [Math.min(low, score), Math.max(high, score)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  ) as [number, number];
  const count = (wanted: boolean): number[] => {
    const result = new Array<number>(bins).fill(0);
    scores.forEach((score, image) => {
      if (abnormal[image] !== wanted) return;
      const bin = upper > lower ? Math.floor((bins * (score - lower)) / (upper - lower)) : 0;
      result[Math.min(bins - 1, bin)]!++;
    });
    return result;
  };
  return { lower, upper, healthy: count(false), abnormal: count(true) };
}
