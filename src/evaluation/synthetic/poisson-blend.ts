import { type AnomalyTarget, type Donor, donorAt, forEachPixel } from "./target.ts";

/** Of the spread: where the largest change of a sweep is below, the rest is far below what a pixel can show. */
const tolerance = 1e-4;
const mostSweeps = 5000;

/**
 * A patch of another healthy image, blended in without a seam: inside the outline the result has the donor's
 * gradients, on its border the target's values (Pérez, Gangnet and Blake, "Poisson image editing", 2003). Solved by
 * successive over-relaxation.
 */
export function blendPatch(target: AnomalyTarget, donor: Donor): Float32Array {
  const { pixels, rows, columns, shape, spread } = target;
  const result = pixels.slice();
  const inside: number[] = [];
  const divergence: number[] = [];
  forEachPixel(shape.box, (row, column) => {
    const index = row * columns + column;
    // On the border of the image there is no neighbour to take a value from.
    const isBorder = row === 0 || column === 0 || row === rows - 1 || column === columns - 1;
    if (!shape.mask[index] || isBorder) return;
    const at = (r: number, c: number) => donorAt(target, donor, r, c);
    inside.push(index);
    divergence.push(
      4 * at(row, column) -
        at(row - 1, column) -
        at(row + 1, column) -
        at(row, column - 1) -
        at(row, column + 1),
    );
  });
  const diameter = Math.max(2, 2 * Math.sqrt(inside.length / Math.PI));
  const relaxation = 2 / (1 + Math.sin(Math.PI / (diameter + 1)));
  for (let sweep = 0; sweep < mostSweeps; sweep++) {
    let largest = 0;
    for (let k = 0; k < inside.length; k++) {
      const index = inside[k]!;
      const neighbours =
        result[index - 1]! + result[index + 1]! + result[index - columns]! + result[index + columns]!;
      const change = relaxation * ((divergence[k]! + neighbours) / 4 - result[index]!);
      result[index]! += change;
      largest = Math.max(largest, Math.abs(change));
    }
    if (largest < tolerance * spread) break;
  }
  return result;
}
