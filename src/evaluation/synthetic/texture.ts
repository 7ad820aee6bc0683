import { mulberry32 } from "../seeded-random.ts";
import { gaussianBox } from "./gaussian-box.ts";
import { type AnomalyTarget, forEachPixel } from "./target.ts";

export interface TextureOptions {
  /** Standard deviation of the new texture, as a share of the target's spread. */
  readonly contrast: number;
  /** Pixels over which the new texture is alike. */
  readonly grain: number;
  readonly seed: number;
}

/**
 * Iso-intensity: another texture (smoothed noise) in place of the tissue's own, of the same mean. The sum over the
 * image stays what it was.
 */
export function replaceTexture(
  target: AnomalyTarget,
  { contrast, grain, seed }: TextureOptions,
): Float32Array {
  const { pixels, rows, columns, shape, spread } = target;
  const { box, weights } = shape;
  const width = box.right - box.left + 1;
  const random = mulberry32(seed);
  const white = Float32Array.from({ length: width * (box.bottom - box.top + 1) }, () => random() - 0.5);
  const inBox = (row: number, column: number) => (row - box.top) * width + column - box.left;
  const whiteBox = { top: 0, bottom: box.bottom - box.top, left: 0, right: width - 1 };
  const noise = gaussianBox(
    (row, column) => white[row * width + column]!,
    whiteBox.bottom + 1,
    width,
    whiteBox,
    grain,
  );
  const deviation = Math.sqrt(noise.reduce((sum, x) => sum + x * x, 0) / noise.length);
  const local = gaussianBox((row, column) => pixels[row * columns + column]!, rows, columns, box, 3 * grain);

  const change = (row: number, column: number): number => {
    const k = inBox(row, column);
    const wanted = local[k]! + (noise[k]! / deviation) * contrast * spread;
    return wanted - pixels[row * columns + column]!;
  };
  let [sum, weight] = [0, 0];
  forEachPixel(box, (row, column) => {
    const w = weights[row * columns + column]!;
    sum += w * change(row, column);
    weight += w;
  });
  const result = pixels.slice();
  forEachPixel(box, (row, column) => {
    const index = row * columns + column;
    result[index]! += weights[index]! * (change(row, column) - sum / weight);
  });
  return result;
}
