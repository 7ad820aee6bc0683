export interface PrecisionRecall {
  /** Share of the generated images that lie among the real ones: how believable they are. */
  readonly precision: number;
  /** Share of the real images that lie among the generated ones: how much of their variety is covered. */
  readonly recall: number;
}

/** What Kynkäänniemi et al. chose. */
const defaultNeighbours = 3;

/**
 * Precision and recall by the union of balls around each vector, each as wide as the distance to its k-th nearest
 * neighbour of its own set (Kynkäänniemi et al., "Improved Precision and Recall Metric for Assessing Generative Models",
 * NeurIPS 2019).
 *
 * @param real feature vectors of one length
 * @param generated of the same length; best as many as there are real ones
 * @throws RangeError when a set has no k-th neighbour
 */
export function precisionRecall(
  real: readonly ArrayLike<number>[],
  generated: readonly ArrayLike<number>[],
  neighbours = defaultNeighbours,
): PrecisionRecall {
  return {
    precision: shareWithin(generated, real, neighbours),
    recall: shareWithin(real, generated, neighbours),
  };
}

/** Share of these vectors within at least one ball of the manifold. */
function shareWithin(
  vectors: readonly ArrayLike<number>[],
  manifold: readonly ArrayLike<number>[],
  neighbours: number,
): number {
  if (manifold.length <= neighbours || vectors.length === 0) {
    throw new RangeError(`A manifold of ${neighbours} neighbours needs more than ${neighbours} vectors.`);
  }
  const radii = manifold.map((centre) => {
    const distances = manifold.map((other) => squaredDistance(centre, other)).sort((a, b) => a - b);
    // The first is the vector itself.
    return distances[neighbours] as number;
  });
  const within = vectors.filter((vector) =>
    manifold.some((centre, index) => squaredDistance(vector, centre) <= (radii[index] as number)),
  );
  return within.length / vectors.length;
}

function squaredDistance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += ((a[index] as number) - (b[index] as number)) ** 2;
  return sum;
}
