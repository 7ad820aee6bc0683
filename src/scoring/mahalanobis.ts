import { z } from "zod";

/** A normal distribution as reference data hold it. */
export const gaussianSchema = z.object({
  mean: z.array(z.number()).min(1),
  /** Inverse of the covariance, symmetric: its upper triangle with the diagonal, row by row. */
  precision: z.array(z.number()).min(1),
});
export type Gaussian = z.infer<typeof gaussianSchema>;

/** Numbers in the upper triangle with the diagonal. */
export function triangleLength(size: number): number {
  return (size * (size + 1)) / 2;
}

/** Mahalanobis distance of a point from a distribution's mean, in standard deviations. @param point of the mean's length */
export function mahalanobis({ mean, precision }: Gaussian, point: ArrayLike<number>): number {
  const size = mean.length;
  let sum = 0;
  let at = 0;
  for (let row = 0; row < size; row++) {
    const a = point[row]! - mean[row]!;
    sum += precision[at++]! * a * a;
    for (let column = row + 1; column < size; column++) {
      sum += 2 * precision[at++]! * a * (point[column]! - mean[column]!);
    }
  }
  return Math.sqrt(Math.max(0, sum));
}
