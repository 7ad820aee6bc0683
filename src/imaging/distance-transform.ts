import type { Mask } from "./morphology.ts";

/**
 * Exact Euclidean distance, in pixels, from each pixel's centre to that of the nearest pixel outside the mask;
 * 0 outside. Pixels beyond the border count as outside.
 *
 * Lower envelope of parabolas, first along columns, then along rows: Felzenszwalb & Huttenlocher,
 * "Distance Transforms of Sampled Functions", Theory of Computing 8 (2012).
 *
 * @returns [rows, columns]
 */
export function distanceTransform(mask: Mask): Float32Array {
  const { pixels, rows, columns } = mask;
  const squared = new Float64Array(rows * columns);
  const scratch = createScratch(Math.max(rows, columns) + 2);
  for (let c = 0; c < columns; c++) {
    // Along a column the nearest outside pixel is at a whole number of steps: two sweeps suffice.
    let steps = 0;
    for (let r = 0, i = c; r < rows; r++, i += columns) {
      steps = pixels[i] === 0 ? 0 : steps + 1;
      squared[i] = steps;
    }
    steps = 0;
    for (let r = rows - 1, i = (rows - 1) * columns + c; r >= 0; r--, i -= columns) {
      steps = pixels[i] === 0 ? 0 : steps + 1;
      const nearest = Math.min(squared[i]!, steps);
      squared[i] = nearest * nearest;
    }
  }
  const distance = new Float32Array(rows * columns);
  for (let r = 0; r < rows; r++) {
    const { values } = scratch;
    // One pixel beyond either end, both outside the mask.
    values[0] = 0;
    values[columns + 1] = 0;
    for (let c = 0; c < columns; c++) values[c + 1] = squared[r * columns + c]!;
    lowerEnvelope(scratch, columns + 2);
    for (let c = 0; c < columns; c++) distance[r * columns + c] = Math.sqrt(scratch.result[c + 1]!);
  }
  return distance;
}

interface Scratch {
  readonly values: Float64Array;
  readonly result: Float64Array;
  /** Where the parabolas of the envelope have their lowest points. */
  readonly vertices: Int32Array;
  /** Where each parabola of the envelope begins. */
  readonly bounds: Float64Array;
}

function createScratch(length: number): Scratch {
  return {
    values: new Float64Array(length),
    result: new Float64Array(length),
    vertices: new Int32Array(length),
    bounds: new Float64Array(length + 1),
  };
}

/** result[q] = min over p of (q - p)² + values[p]. */
function lowerEnvelope({ values, result, vertices, bounds }: Scratch, length: number): void {
  let last = 0;
  vertices[0] = 0;
  bounds[0] = Number.NEGATIVE_INFINITY;
  bounds[1] = Number.POSITIVE_INFINITY;
  for (let q = 1; q < length; q++) {
    let crossing = intersection(values, vertices[last]!, q);
    while (crossing <= bounds[last]!) {
      last--;
      crossing = intersection(values, vertices[last]!, q);
    }
    last++;
    vertices[last] = q;
    bounds[last] = crossing;
    bounds[last + 1] = Number.POSITIVE_INFINITY;
  }
  let k = 0;
  for (let q = 0; q < length; q++) {
    while (bounds[k + 1]! < q) k++;
    const p = vertices[k]!;
    result[q] = (q - p) * (q - p) + values[p]!;
  }
}

function intersection(values: Float64Array, p: number, q: number): number {
  return (values[q]! + q * q - (values[p]! + p * p)) / (2 * (q - p));
}
