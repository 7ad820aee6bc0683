/** Images ordered by a score, so that figures under many weightings cost one pass each. */
export interface Ranking {
  /** Indices of the images by falling score. */
  readonly order: Int32Array;
  /** For each place in `order`: 1 where the next image scores lower, so that ties are taken together. */
  readonly last: Uint8Array;
  /** By image: 1 where abnormal. */
  readonly abnormal: Uint8Array;
}

export function rank(scores: ArrayLike<number>, abnormal: ArrayLike<number | boolean>): Ranking {
  if (scores.length !== abnormal.length) throw new RangeError("There must be as many labels as scores.");
  const order = Int32Array.from({ length: scores.length }, (_, index) => index).sort(
    (a, b) => scores[b]! - scores[a]!,
  );
  const last = Uint8Array.from(order, (image, place) => {
    const next = order[place + 1];
    return next === undefined || scores[next]! < scores[image]! ? 1 : 0;
  });
  return {
    order,
    last,
    abnormal: Uint8Array.from(abnormal as ArrayLike<number>, (label) => (label ? 1 : 0)),
  };
}
