import { gaussianBox } from "./gaussian-box.ts";
import { type AnomalyTarget, mix } from "./target.ts";

/** Texture lost: a Gaussian blur. @param sigma its standard deviation, pixels */
export function blur(target: AnomalyTarget, sigma: number): Float32Array {
  const { pixels, rows, columns, shape } = target;
  const { box } = shape;
  const blurred = gaussianBox((row, column) => pixels[row * columns + column]!, rows, columns, box, sigma);
  const width = box.right - box.left + 1;
  return mix(target, (row, column) => blurred[(row - box.top) * width + column - box.left]!);
}
