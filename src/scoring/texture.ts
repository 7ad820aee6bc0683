import { gradientMagnitude } from "../imaging/gradient.ts";

export interface TextureOptions {
  /** Cells a side. */
  readonly grid: number;
  /** Added to the gradient before its logarithm, in intensity per pixel. */
  readonly floor: number;
}

/**
 * How rough an image is, place by place: mean over each of grid x grid cells of log(|∇| + floor), where ∇ is Sobel's
 * estimate of the gradient (intensity per pixel).
 *
 * @param pixels [height, width], row-major
 * @returns [grid · grid], row-major
 */
export function texture(
  pixels: ArrayLike<number>,
  height: number,
  width: number,
  { grid, floor }: TextureOptions,
): Float64Array {
  const sums = new Float64Array(grid * grid);
  const counts = new Float64Array(grid * grid);
  const gradient = gradientMagnitude(pixels, height, width);
  for (let row = 0; row < height; row++) {
    const cellRow = Math.floor((row * grid) / height) * grid;
    for (let column = 0; column < width; column++) {
      const cell = cellRow + Math.floor((column * grid) / width);
      sums[cell]! += Math.log(gradient[row * width + column]! + floor);
      counts[cell]! += 1;
    }
  }
  return sums.map((sum, cell) => (counts[cell]! > 0 ? sum / counts[cell]! : 0));
}

/** Texture of an image less that of its reconstruction: what the network smoothed away, or made up. */
export function textureDifference(
  pixels: ArrayLike<number>,
  reconstruction: ArrayLike<number>,
  height: number,
  width: number,
  options: TextureOptions,
): Float64Array {
  const expected = texture(reconstruction, height, width, options);
  return texture(pixels, height, width, options).map((value, cell) => value - expected[cell]!);
}
