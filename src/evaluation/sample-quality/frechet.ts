import { EigenvalueDecomposition, Matrix } from "ml-matrix";

/** A set of feature vectors by its first two moments. */
export interface FeatureMoments {
  readonly mean: readonly number[];
  /** Unbiased. */
  readonly covariance: Matrix;
}

/** @param features vectors of one length, at least two. @throws RangeError when there are fewer */
export function featureMoments(features: readonly ArrayLike<number>[]): FeatureMoments {
  const [first] = features;
  if (first === undefined || features.length < 2)
    throw new RangeError("A covariance needs at least two feature vectors.");
  const mean = Array.from({ length: first.length }, (_, index) => {
    const sum = features.reduce((total, vector) => total + (vector[index] as number), 0);
    return sum / features.length;
  });
  const centred = new Matrix(
    features.map((vector) => Array.from(vector, (value, index) => value - (mean[index] as number))),
  );
  return {
    mean,
    covariance: centred
      .transpose()
      .mmul(centred)
      .div(features.length - 1),
  };
}

/**
 * The squared Fréchet distance of two Gaussians, |μ₁ - μ₂|² + tr(Σ₁ + Σ₂ - 2 (Σ₁^½ Σ₂ Σ₁^½)^½) (Dowson and Landau, "The
 * Fréchet Distance between Multivariate Normal Distributions", 1982), as Heusel et al., "GANs Trained by a Two Time-Scale
 * Update Rule", NeurIPS 2017, compare generated with real images. 0 for equal moments.
 */
export function frechetDistance(first: FeatureMoments, second: FeatureMoments): number {
  const shift = first.mean.reduce(
    (sum, value, index) => sum + (value - (second.mean[index] as number)) ** 2,
    0,
  );
  const root = squareRoot(first.covariance);
  const product = root.mmul(second.covariance).mmul(root);
  const common = eigen(product).values.reduce((sum, value) => sum + Math.sqrt(value), 0);
  // Rounding must not make a distance negative.
  return Math.max(0, shift + first.covariance.trace() + second.covariance.trace() - 2 * common);
}

/** Of a symmetric positive semi-definite matrix. */
function squareRoot(matrix: Matrix): Matrix {
  const { values, vectors } = eigen(matrix);
  const scaled = vectors.clone().mulRowVector(values.map(Math.sqrt));
  return scaled.mmul(vectors.transpose());
}

/** Eigenvalues below zero are rounding errors of a covariance of few images. */
function eigen(matrix: Matrix): { readonly values: readonly number[]; readonly vectors: Matrix } {
  const symmetric = Matrix.add(matrix, matrix.transpose()).div(2);
  const result = new EigenvalueDecomposition(symmetric, { assumeSymmetric: true });
  return {
    values: result.realEigenvalues.map((value) => Math.max(0, value)),
    vectors: result.eigenvectorMatrix,
  };
}
