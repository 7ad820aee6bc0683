import { gaussianKernel } from "./gaussian.ts";

/** The window and constants of the paper, for intensities in [0, 1]. */
const sigma = 1.5;
const radius = 5;
const c1 = 0.01 ** 2;
const c2 = 0.03 ** 2;

const kernel = gaussianKernel(sigma, radius);

/**
 * 1 - SSIM of each pixel of the foreground, 0 (alike) to 2; 0 outside (Wang, Bovik, Sheikh and Simoncelli, "Image
 * Quality Assessment: From Error Visibility to Structural Similarity", IEEE TIP 13(4), 2004). The Gaussian window is
 * cut at the image's border, and what is left of it sums to 1.
 *
 * Not on the TensorFlow.js backend: variances are differences of nearly equal numbers, which 16-bit textures cannot
 * hold.
 *
 * @param image [height, width], row-major, in [0, 1]
 * @param mask [height, width]: 1 on the foreground
 */
export function ssimMap(
  image: Float32Array,
  reconstruction: Float32Array,
  mask: Uint8Array,
  height: number,
  width: number,
): Float32Array {
  const size = height * width;
  const blur = windowAverage(height, width);
  const meanX = blur(image);
  // The foreground's surroundings are not the network's to explain.
  const y = Float32Array.from(reconstruction, (value, index) => value * mask[index]!);
  const meanY = blur(y);
  // The variances matter only by their sum.
  const squares = blur(image.map((value, index) => value * value + y[index]! * y[index]!));
  const products = blur(image.map((value, index) => value * y[index]!));
  const map = new Float32Array(size);
  for (let index = 0; index < size; index++) {
    if (!mask[index]) continue;
    const [mx, my] = [meanX[index]!, meanY[index]!];
    const means = mx * mx + my * my;
    const variances = squares[index]! - means;
    const covariance = products[index]! - mx * my;
    const similarity = ((2 * mx * my + c1) * (2 * covariance + c2)) / ((means + c1) * (variances + c2));
    map[index] = 1 - similarity;
  }
  return map;
}

/** The Gaussian mean around each pixel, in double precision. */
function windowAverage(height: number, width: number): (values: Float32Array) => Float64Array {
  const across = weightsInside(width);
  const down = weightsInside(height);
  const rows = new Float64Array(height * width);
  return (values) => {
    for (let row = 0; row < height; row++) {
      const start = row * width;
      for (let column = 0; column < width; column++) {
        const first = Math.max(0, column - radius);
        const last = Math.min(width - 1, column + radius);
        let sum = 0;
        for (let at = first; at <= last; at++) sum += kernel[at - column + radius]! * values[start + at]!;
        rows[start + column] = sum / across[column]!;
      }
    }
    const result = new Float64Array(height * width);
    for (let row = 0; row < height; row++) {
      const first = Math.max(0, row - radius);
      const last = Math.min(height - 1, row + radius);
      for (let at = first; at <= last; at++) {
        const weight = kernel[at - row + radius]! / down[row]!;
        for (let column = 0; column < width; column++) {
          result[row * width + column]! += weight * rows[at * width + column]!;
        }
      }
    }
    return result;
  };
}

/** How much of the window around each position of an axis lies inside the image. */
function weightsInside(length: number): Float64Array {
  return Float64Array.from({ length }, (_, position) => {
    let sum = 0;
    for (let offset = -radius; offset <= radius; offset++) {
      if (position + offset >= 0 && position + offset < length) sum += kernel[offset + radius]!;
    }
    return sum;
  });
}
