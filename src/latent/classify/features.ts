import { type AbstractMatrix, Matrix } from "ml-matrix";
import { PCA } from "ml-pca";
import { z } from "zod";
import type { Vectors } from "../distances.ts";

/** Numbers of a fitted transformation, as they are saved. */
export const transformationSchema = z.strictObject({
  /** [features] */
  means: z.array(z.number()).min(1).max(4096),
  /** [features]; 1 where a feature never varied. */
  deviations: z.array(z.number().positive()),
  /** [components][features]: what each component adds up, already divided by its own spread. */
  components: z.array(z.array(z.number())).optional(),
});

export type Transformation = z.infer<typeof transformationSchema>;

/** Zero mean and unit spread. @throws RangeError when there is no vector */
export function fitStandardisation(vectors: Vectors): Transformation {
  const [first] = vectors;
  if (!first) throw new RangeError("There are no vectors to standardise.");
  const means = first.map((_, index) => meanOf(vectors.map((vector) => vector[index]!)));
  const deviations = means.map((mean, index) => {
    const variance = meanOf(vectors.map((vector) => (vector[index]! - mean) ** 2));
    return variance > 0 ? Math.sqrt(variance) : 1;
  });
  return { means, deviations };
}

/**
 * Standardises, then turns into uncorrelated components of unit spread, the largest first, until they hold the share of
 * the variance that is wanted.
 */
export function fitComponents(vectors: Vectors, share = 0.95): Transformation {
  const standard = fitStandardisation(vectors);
  const pca = new PCA(applyTransformation(standard, vectors) as number[][], { center: false });
  const cumulative = pca.getCumulativeVariance();
  const reached = cumulative.findIndex((sum) => sum >= share - 1e-9);
  const spreads = pca.getStandardDeviations();
  const count = Math.max(1, reached < 0 ? cumulative.length : reached + 1);
  const directions = pca.getEigenvectors();
  const components = Array.from({ length: count }, (_, index) =>
    directions.getColumn(index).map((weight) => weight / (spreads[index]! || 1)),
  );
  return { ...standard, components };
}

/** @returns [count][features, or components where there are some] */
export function applyTransformation(
  { means, deviations, components }: Transformation,
  vectors: Vectors,
): number[][] {
  const standard = vectors.map((vector) =>
    means.map((mean, index) => (vector[index]! - mean) / deviations[index]!),
  );
  if (!components || standard.length === 0) return standard;
  const product: AbstractMatrix = new Matrix(standard).mmul(new Matrix(components).transpose());
  return product.to2DArray();
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
