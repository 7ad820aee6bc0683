/**
 * The gradient's magnitude at every pixel by Sobel's estimate, in intensity per pixel; beyond the border the image goes
 * on as its edge pixels.
 *
 * @param pixels [height, width], row-major
 * @returns [height, width]
 */
export function gradientMagnitude(pixels: ArrayLike<number>, height: number, width: number): Float64Array {
  const magnitude = new Float64Array(height * width);
  for (let row = 0; row < height; row++) {
    const above = Math.max(0, row - 1) * width;
    const here = row * width;
    const below = Math.min(height - 1, row + 1) * width;
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
      // Sobel's weights add up to 8 intensities per pixel.
      magnitude[here + column] = Math.hypot(across, down) / 8;
    }
  }
  return magnitude;
}
