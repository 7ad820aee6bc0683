/** Vectors of one length. */
export type Vectors = readonly (readonly number[])[];

/** Euclidean. */
export function distance(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += (a[index]! - b[index]!) ** 2;
  return Math.sqrt(sum);
}

/** Symmetric, [count, count], row-major. */
export function distanceMatrix(vectors: Vectors): Float32Array {
  const count = vectors.length;
  const matrix = new Float32Array(count * count);
  for (let row = 0; row < count; row++) {
    for (let column = row + 1; column < count; column++) {
      const value = distance(vectors[row]!, vectors[column]!);
      matrix[row * count + column] = value;
      matrix[column * count + row] = value;
    }
  }
  return matrix;
}

/** Places of the nearest of `vectors`, nearest first. */
export function nearest(vectors: Vectors, to: readonly number[], count: number): readonly Neighbour[] {
  return vectors
    .map((vector, index) => ({ index, distance: distance(vector, to) }))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, count);
}

export interface Neighbour {
  readonly index: number;
  readonly distance: number;
}
