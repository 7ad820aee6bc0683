import { Matrix } from "ml-matrix";

export interface ShrunkCovariance {
  readonly mean: Float64Array;
  readonly covariance: Matrix;
  /** 0: the sample covariance as it is; 1: a multiple of the identity. */
  readonly shrinkage: number;
}

/**
 * Mean, and the sample covariance (divided by the number of samples) drawn towards a multiple of the identity by the
 * share that has the least expected squared error, which keeps it invertible where samples are few (Ledoit and Wolf,
 * "A well-conditioned estimator for large-dimensional covariance matrices", J. Multivariate Analysis 88(2), 2004).
 *
 * @param samples of one length, at least two
 * @throws RangeError when there are fewer
 */
export function ledoitWolf(samples: readonly ArrayLike<number>[]): ShrunkCovariance {
  const count = samples.length;
  if (count < 2) throw new RangeError("A covariance needs at least two samples.");
  const size = samples[0]!.length;
  const mean = new Float64Array(size);
  for (const sample of samples) for (let i = 0; i < size; i++) mean[i]! += sample[i]! / count;

  const values = new Float64Array(size * size);
  const centred = new Float64Array(size);
  let fourthPowers = 0;
  for (const sample of samples) {
    let squares = 0;
    for (let i = 0; i < size; i++) {
      centred[i] = sample[i]! - mean[i]!;
      squares += centred[i]! ** 2;
    }
    fourthPowers += squares ** 2;
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) values[i * size + j]! += (centred[i]! * centred[j]!) / count;
    }
  }

  let trace = 0;
  for (let i = 0; i < size; i++) trace += values[i * size + i]!;
  const scale = trace / size;
  const squaredNorm = values.reduce((sum, value) => sum + value ** 2, 0);
  // ‖S - scale I‖² and the mean of ‖xxᵀ - S‖² / n, both without the common factor 1 / size.
  const distance = squaredNorm - size * scale ** 2;
  const error = (fourthPowers / count - squaredNorm) / count;
  const shrinkage = distance > 0 ? Math.min(1, Math.max(0, error / distance)) : 1;
  for (let i = 0; i < values.length; i++) values[i]! *= 1 - shrinkage;
  for (let i = 0; i < size; i++) values[i * size + i]! += shrinkage * scale;
  return { mean, covariance: Matrix.from1DArray(size, size, values), shrinkage };
}
