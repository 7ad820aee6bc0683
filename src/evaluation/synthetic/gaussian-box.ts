import type { Box } from "./lesion-shape.ts";

/**
 * Gaussian mean of the pixels of a box, by row and column; beyond the image's border its last pixels go on.
 *
 * @param valueAt what is averaged
 * @returns [box rows, box columns]
 */
export function gaussianBox(
  valueAt: (row: number, column: number) => number,
  rows: number,
  columns: number,
  { top, bottom, left, right }: Box,
  sigma: number,
): Float32Array {
  const reach = Math.ceil(3 * sigma);
  const kernel = Float64Array.from({ length: 2 * reach + 1 }, (_, k) =>
    Math.exp(-((k - reach) ** 2) / (2 * sigma * sigma)),
  );
  const sum = kernel.reduce((total, weight) => total + weight, 0);
  const [height, width] = [bottom - top + 1, right - left + 1];
  const across = new Float64Array((height + 2 * reach) * width);
  for (let r = 0; r < height + 2 * reach; r++) {
    const row = Math.min(rows - 1, Math.max(0, top - reach + r));
    for (let c = 0; c < width; c++) {
      let total = 0;
      for (let k = -reach; k <= reach; k++) {
        const column = Math.min(columns - 1, Math.max(0, left + c + k));
        total += kernel[k + reach]! * valueAt(row, column);
      }
      across[r * width + c] = total / sum;
    }
  }
  const result = new Float32Array(height * width);
  for (let r = 0; r < height; r++) {
    for (let c = 0; c < width; c++) {
      let total = 0;
      for (let k = 0; k <= 2 * reach; k++) total += kernel[k]! * across[(r + k) * width + c]!;
      result[r * width + c] = total / sum;
    }
  }
  return result;
}
