import { type AnomalyTarget, forEachPixel } from "./target.ts";

/**
 * A source pushes the tissue outwards from the centre, a sink draws it in; on the outline nothing moves. With the
 * distance d from the centre (1 on the outline), the pixel shows what lay at d · (1 - strength · (1 - d)²), which
 * rises with d, so nothing folds over.
 *
 * @param strength above -1 and below 1; positive for a source, negative for a sink
 */
export function deform(target: AnomalyTarget, strength: number): Float32Array {
  if (!(Math.abs(strength) < 1)) {
    throw new RangeError("A deformation's strength is above -1 and below 1.");
  }
  const { pixels, rows, columns, shape } = target;
  const { centre } = shape;
  const result = pixels.slice();
  forEachPixel(shape.box, (row, column) => {
    const d = shape.distance(row, column);
    if (d >= 1) return;
    const share = 1 - strength * (1 - d) ** 2;
    const y = centre.row + (row - centre.row) * share;
    const x = centre.column + (column - centre.column) * share;
    result[row * columns + column] = bilinear(pixels, rows, columns, y, x);
  });
  return result;
}

function bilinear(pixels: Float32Array, rows: number, columns: number, row: number, column: number): number {
  const top = Math.min(rows - 1, Math.max(0, Math.floor(row)));
  const left = Math.min(columns - 1, Math.max(0, Math.floor(column)));
  const bottom = Math.min(rows - 1, top + 1);
  const right = Math.min(columns - 1, left + 1);
  const [down, across] = [row - top, column - left];
  const upper = pixels[top * columns + left]! * (1 - across) + pixels[top * columns + right]! * across;
  const lower = pixels[bottom * columns + left]! * (1 - across) + pixels[bottom * columns + right]! * across;
  return upper * (1 - down) + lower * down;
}
