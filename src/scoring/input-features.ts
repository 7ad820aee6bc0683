import type { ModelInput } from "../imaging/model-input.ts";

/**
 * What lies where: the mean intensity of each of grid x grid cells, nothing outside the foreground. Coarse, so that a
 * lesion moves few of the numbers and an image that is turned, inverted or of something else moves all.
 *
 * @returns [grid · grid], row-major
 */
export function layoutOf({ pixels, height, width }: ModelInput, grid: number): Float64Array {
  const sums = new Float64Array(grid * grid);
  const counts = new Float64Array(grid * grid);
  for (let row = 0; row < height; row++) {
    const cellRow = Math.floor((row * grid) / height) * grid;
    for (let column = 0; column < width; column++) {
      const cell = cellRow + Math.floor((column * grid) / width);
      sums[cell]! += pixels[row * width + column]!;
      counts[cell]! += 1;
    }
  }
  return sums.map((sum, cell) => (counts[cell]! > 0 ? sum / counts[cell]! : 0));
}

/**
 * A layout as that of the same image turned or mirrored.
 *
 * @param layout [grid · grid]
 * @param quarters by how many quarters of a turn
 * @param mirrored exchange left and right first
 */
export function turnLayout(
  layout: Float64Array,
  grid: number,
  { quarters, mirrored }: { readonly quarters: number; readonly mirrored: boolean },
): Float64Array {
  const last = grid - 1;
  return layout.map((_, index) => {
    let [row, column] = [Math.floor(index / grid), index % grid];
    for (let turn = 0; turn < quarters; turn++) [row, column] = [last - column, row];
    return layout[row * grid + (mirrored ? last - column : column)]!;
  });
}

/** Shares of the foreground's pixels below each of the values of `histogramOf`. */
const probabilities = [0.02, 0.1, 0.25, 0.5, 0.75, 0.9, 0.98] as const;

/** How bright: quantiles of the foreground's intensities, then the share of the grid that is foreground. */
export function histogramOf({ pixels, mask }: ModelInput): Float64Array {
  const inside = pixels.filter((_, index) => mask[index]).sort();
  const last = inside.length - 1;
  const quantiles = probabilities.map((share) => inside[Math.round(share * last)] ?? 0);
  return Float64Array.from([...quantiles, inside.length / pixels.length]);
}

export const histogramLength = probabilities.length + 1;
