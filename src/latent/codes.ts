import { CholeskyDecomposition, inverse, Matrix } from "ml-matrix";
import { PCA } from "ml-pca";
import type { Gaussian } from "../scoring/mahalanobis.ts";
import type { Random } from "../vae/random.ts";
import type { Vectors } from "./distances.ts";

/** A place in the latent space, [latent]. */
export type Code = Float32Array;

/** Codes from the prior. @param temperature 1 for the prior itself, less for what is more usual */
export function priorCodes(latentSize: number, count: number, temperature: number, random: Random): Code[] {
  return Array.from({ length: count }, () => random.normals(latentSize).map((value) => temperature * value));
}

/**
 * Codes like those of healthy images: from the normal distribution of their latent means. Where the images' codes do not
 * fill the prior, the prior's own samples lie where the decoder has never been.
 *
 * @param healthy of the bundle's reference data
 */
export function healthyCodes(
  { mean, precision }: Gaussian,
  count: number,
  temperature: number,
  random: Random,
): Code[] {
  const size = mean.length;
  const matrix = Matrix.zeros(size, size);
  let at = 0;
  for (let row = 0; row < size; row++) {
    for (let column = row; column < size; column++) {
      matrix.set(row, column, precision[at]!);
      matrix.set(column, row, precision[at++]!);
    }
  }
  // With the precision L·Lᵗ, L⁻ᵗ times standard normal numbers has the covariance.
  const root = inverse(new CholeskyDecomposition(matrix).lowerTriangularMatrix).transpose();
  return Array.from({ length: count }, () => {
    const normals = random.normals(size);
    return Float32Array.from(mean, (centre, row) => {
      const own = root.getRow(row);
      return centre + temperature * own.reduce((sum, weight, column) => sum + weight * normals[column]!, 0);
    });
  });
}

export interface PosteriorOf {
  /** [latent] */
  readonly mean: ArrayLike<number>;
  /** [latent] */
  readonly logVariance: ArrayLike<number>;
}

/** Codes around an image. @param temperature 1 for the image's posterior itself, more for what is less like it */
export function posteriorCodes(
  { mean, logVariance }: PosteriorOf,
  count: number,
  temperature: number,
  random: Random,
): Code[] {
  return Array.from({ length: count }, () =>
    random
      .normals(mean.length)
      .map((value, index) => mean[index]! + temperature * Math.exp(logVariance[index]! / 2) * value),
  );
}

/** From one end of the prior to the other along one dimension, the others as they are. */
export function dimensionCodes(
  start: ArrayLike<number>,
  dimension: number,
  values: readonly number[],
): Code[] {
  return values.map((value) => Float32Array.from(start).fill(value, dimension, dimension + 1));
}

/** Through a code along a direction. @param direction unit length, [latent]. @param steps in its units */
export function directionCodes(
  start: ArrayLike<number>,
  direction: readonly number[],
  steps: readonly number[],
): Code[] {
  return steps.map((step) => Float32Array.from(start, (value, index) => value + step * direction[index]!));
}

/** From one code to another, both ends included. @throws RangeError when there are fewer than two */
export function betweenCodes(from: ArrayLike<number>, to: ArrayLike<number>, count: number): Code[] {
  if (count < 2) throw new RangeError("An interpolation has at least its two ends.");
  return Array.from({ length: count }, (_, step) =>
    Float32Array.from(from, (value, index) => value + (step / (count - 1)) * (to[index]! - value)),
  );
}

/** A square grid over two directions through a code, row by row, the second direction rising upwards. */
export function gridCodes(
  start: ArrayLike<number>,
  [across, up]: readonly [readonly number[], readonly number[]],
  steps: readonly number[],
): Code[] {
  return steps.toReversed().flatMap((rise) => {
    const row = directionCodes(start, up, [rise])[0]!;
    return directionCodes(row, across, steps);
  });
}

export interface PrincipalDirection {
  /** Unit length, [latent]. */
  readonly direction: readonly number[];
  /** Of the images along it. */
  readonly deviation: number;
  /** Share of the variance. */
  readonly explained: number;
}

/** The directions along which the images' codes vary most, the largest first. @param vectors at least two */
export function principalDirections(vectors: Vectors, count: number): PrincipalDirection[] {
  const pca = new PCA(vectors.map((vector) => [...vector]));
  const directions = pca.getEigenvectors();
  const deviations = pca.getStandardDeviations();
  const explained = pca.getExplainedVariance();
  return Array.from({ length: Math.min(count, directions.columns) }, (_, index) => ({
    direction: directions.getColumn(index),
    deviation: deviations[index]!,
    explained: explained[index]!,
  }));
}

export interface Activity {
  /** From 0. */
  readonly dimension: number;
  /** Mean KL divergence over the images, nats. */
  readonly nats: number;
  /** Whether the dimension carries anything: at least a hundredth of a nat. */
  readonly isActive: boolean;
}

/** @param kl by image, [latent] each, nats. @returns the most active first */
export function latentActivity(kl: Vectors): Activity[] {
  const [first = []] = kl;
  return first
    .map((_, dimension) => {
      const nats = kl.reduce((sum, own) => sum + own[dimension]! / kl.length, 0);
      return { dimension, nats, isActive: nats >= 0.01 };
    })
    .sort((a, b) => b.nats - a.nats);
}
