import { invertAffine } from "../affine.ts";
import type { Box, Foreground } from "./state.ts";

/**
 * The foreground's bounding box between two percentiles of its pixels' coordinates, in edge coordinates of the
 * image. A pixel's mass is spread evenly over its width, so the box moves smoothly with the foreground.
 */
export function boundingBox(foreground: Foreground, lower: number, upper: number): Box {
  const { pixels, rows, columns } = foreground.mask;
  const byRow = new Float64Array(rows);
  const byColumn = new Float64Array(columns);
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) {
      const inside = pixels[r * columns + c]!;
      byRow[r]! += inside;
      byColumn[c]! += inside;
    }
  }
  const toImage = invertAffine(foreground.fromImage);
  // Edge coordinates are half a pixel ahead of centre coordinates on either grid.
  const row = (edge: number) => toImage.scaleRow * (edge - 0.5) + toImage.offsetRow + 0.5;
  const column = (edge: number) => toImage.scaleColumn * (edge - 0.5) + toImage.offsetColumn + 0.5;
  return {
    top: row(quantileEdge(byRow, lower)),
    bottom: row(quantileEdge(byRow, upper)),
    left: column(quantileEdge(byColumn, lower)),
    right: column(quantileEdge(byColumn, upper)),
  };
}

/** Where the running sum of `mass` reaches `q` percent; at 0 and 100 the outer edges of what is not 0. */
function quantileEdge(mass: Float64Array, q: number): number {
  const goal = (mass.reduce((sum, m) => sum + m, 0) * q) / 100;
  let sum = 0;
  let lastEdge = 0;
  for (let i = 0; i < mass.length; i++) {
    const m = mass[i]!;
    if (m === 0) continue;
    if (sum + m > goal) return i + (goal - sum) / m;
    sum += m;
    lastEdge = i + 1;
  }
  return lastEdge;
}
