export interface TextureOptions {
  /** Cells a side. */
  readonly grid: number;
  /** Added to the gradient before its logarithm, in intensity per pixel. */
  readonly floor: number;
}

/**
 * How rough an image is, place by place: mean over each of grid x grid cells of log(|∇| + floor), where ∇ is Sobel's
 * estimate of the gradient (intensity per pixel); beyond the border the image goes on as its edge pixels.
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
  for (let row = 0; row < height; row++) {
    const above = Math.max(0, row - 1) * width;
    const here = row * width;
    const below = Math.min(height - 1, row + 1) * width;
    const cellRow = Math.floor((row * grid) / height) * grid;
    for (let column = 0; column < width; column++) {
      const left = Math.max(0, column - 1);
      const right = Math.min(width - 1, column + 1);
      const across =
        pixels[above + right]! -
        pixels[above + left]! +
        2 * (pixels[here + right]! - pixels[here + left]!) +
        pixels[below + right]! -
        pixels[below + left]!;
      const down =
        pixels[below + left]! -
        pixels[above + left]! +
        2 * (pixels[below + column]! - pixels[above + column]!) +
        pixels[below + right]! -
        pixels[above + right]!;
      const cell = cellRow + Math.floor((column * grid) / width);
      // Sobel's weights add up to 8 intensities per pixel.
      sums[cell]! += Math.log(Math.hypot(across, down) / 8 + floor);
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
