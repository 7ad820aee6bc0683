import type { LesionCanvas } from "./lesion.ts";
import type { Box, LesionShape } from "./lesion-shape.ts";

/** A healthy image and the place where it is to be changed. */
export interface AnomalyTarget extends LesionCanvas {
  readonly shape: LesionShape;
  /** The unit of contrasts: from the 5th to the 95th percentile of the foreground, in the pixels' unit. */
  readonly spread: number;
}

/** Another healthy image, which gives a patch; its intensities are brought to the target's as `gain * x + offset`. */
export interface Donor extends LesionCanvas {
  /** What comes to lie on the shape's centre; both centres are whole pixels. */
  readonly centre: { readonly row: number; readonly column: number };
  readonly gain: number;
  readonly offset: number;
}

/** The donor's intensity that comes to lie on a pixel of the target; beyond its border that of the border. */
export function donorAt({ shape }: AnomalyTarget, donor: Donor, row: number, column: number): number {
  const r = clamp(row - shape.centre.row + donor.centre.row, donor.rows - 1);
  const c = clamp(column - shape.centre.column + donor.centre.column, donor.columns - 1);
  return donor.gain * donor.pixels[r * donor.columns + c]! + donor.offset;
}

/** Every pixel of a box, row by row. */
export function forEachPixel(
  { top, bottom, left, right }: Box,
  visit: (row: number, column: number) => void,
): void {
  for (let row = top; row <= bottom; row++) {
    for (let column = left; column <= right; column++) visit(row, column);
  }
}

/** A copy of the target, mixed with other intensities by the shape's weights. */
export function mix(target: AnomalyTarget, other: (row: number, column: number) => number): Float32Array {
  const { pixels, columns, shape } = target;
  const result = pixels.slice();
  forEachPixel(shape.box, (row, column) => {
    const index = row * columns + column;
    const weight = shape.weights[index]!;
    if (weight > 0) result[index] = (1 - weight) * pixels[index]! + weight * other(row, column);
  });
  return result;
}

function clamp(index: number, last: number): number {
  return Math.min(last, Math.max(0, Math.round(index)));
}
