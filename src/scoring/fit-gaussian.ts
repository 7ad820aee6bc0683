import { CholeskyDecomposition, Matrix } from "ml-matrix";
import { ledoitWolf } from "./ledoit-wolf.ts";
import type { Gaussian } from "./mahalanobis.ts";

/**
 * The normal distribution of some samples, its covariance after Ledoit and Wolf, with 7 digits.
 *
 * @throws RangeError when the samples are fewer than two, or all alike
 */
export function fitGaussian(samples: readonly ArrayLike<number>[]): Gaussian {
  const { mean, covariance } = ledoitWolf(samples);
  const size = mean.length;
  const cholesky = new CholeskyDecomposition(covariance);
  if (!cholesky.isPositiveDefinite())
    throw new RangeError("The samples are too much alike for a covariance.");
  const inverse = cholesky.solve(Matrix.eye(size));
  const precision: number[] = [];
  for (let row = 0; row < size; row++) {
    for (let column = row; column < size; column++) precision.push(rounded(inverse.get(row, column)));
  }
  return { mean: Array.from(mean, rounded), precision };
}

/** Enough for float32, and no digits in a bundle that mean nothing. */
export function rounded(value: number): number {
  return Number(value.toPrecision(7));
}
