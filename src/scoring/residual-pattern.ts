import type { Window } from "./window-mean.ts";

export interface ResidualPatternOptions extends Window {
  /** Side of a cell, in pixels of the map; what the window holds beyond a whole number of cells is left out. */
  readonly cell: number;
  /** Added to a cell's mean before its logarithm, in the map's unit. */
  readonly floor: number;
}

/** Cells that a window is divided into. */
export function patternLength({
  top,
  bottom,
  left,
  right,
  cell,
}: Omit<ResidualPatternOptions, "floor">): number {
  return Math.floor((bottom - top) / cell) * Math.floor((right - left) / cell);
}

/**
 * Where in a window the residual is large: log(mean + floor) over each of its cells. The logarithm makes the cells of
 * healthy images nearly normally distributed, so that a distance from them means something.
 *
 * @param residual |x - x̂|, row-major
 * @param width of the map, pixels
 * @returns a number a cell, row-major
 */
export function residualPattern(
  residual: Float32Array,
  width: number,
  { top, bottom, left, right, cell, floor }: ResidualPatternOptions,
): Float64Array {
  const rows = Math.floor((bottom - top) / cell);
  const columns = Math.floor((right - left) / cell);
  const sums = new Float64Array(rows * columns);
  for (let row = 0; row < rows * cell; row++) {
    const start = (top + row) * width + left;
    const cells = Math.floor(row / cell) * columns;
    for (let column = 0; column < columns * cell; column++) {
      sums[cells + Math.floor(column / cell)]! += residual[start + column]!;
    }
  }
  return sums.map((sum) => Math.log(sum / cell ** 2 + floor));
}
