import { type AnomalyTarget, forEachPixel } from "./target.ts";

/**
 * Brighter or darker, with the tissue's own texture.
 *
 * @param contrast as a share of the target's spread; negative for darker
 */
export function changeIntensity(target: AnomalyTarget, contrast: number): Float32Array {
  const { pixels, columns, shape, spread } = target;
  const result = pixels.slice();
  forEachPixel(shape.box, (row, column) => {
    const index = row * columns + column;
    result[index]! += shape.weights[index]! * contrast * spread;
  });
  return result;
}
