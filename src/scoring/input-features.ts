import type { ModelInput } from "../imaging/model-input.ts";

/**
 * What lies where: the mean intensity of each of grid x grid cells over the foreground's box, nothing outside the
 * foreground, and the logarithm of the foreground's width over height. Coarse, so that a lesion moves few of the numbers
 * and an image that is turned, inverted or of something else moves all.
 *
 * @returns [grid · grid + 1], the cells row-major
 */
export function layoutOf(
  { pixels, mask, height, width, statistics }: ModelInput,
  grid: number,
): Float64Array {
  const { top, left, rows, columns } = boxOf(mask, height, width);
  const layout = new Float64Array(grid * grid + 1);
  const counts = new Float64Array(grid * grid);
  for (let row = 0; row < rows; row++) {
    const cellRow = Math.floor((row * grid) / rows) * grid;
    for (let column = 0; column < columns; column++) {
      const cell = cellRow + Math.floor((column * grid) / columns);
      layout[cell]! += pixels[(row + top) * width + column + left]!;
      counts[cell]! += 1;
    }
  }
  for (const [cell, count] of counts.entries()) if (count > 0) layout[cell]! /= count;
  layout[grid * grid] = Math.log(Math.min(10, Math.max(0.1, statistics.aspect || 1)));
  return layout;
}

export function layoutLength(grid: number): number {
  return grid * grid + 1;
}

/** Depth of the strips along a side, as a share of the box's height or width; one row or column at least. */
const stripDepth = 0.03;

/**
 * How the foreground fills its box: the share of the box that is foreground, then of the strips along its top, bottom,
 * left and right. What is round touches each side only briefly; what the image's border cuts off lies along it. Says
 * nothing of what is inside, so that no lesion changes it.
 */
export function outlineOf({ mask, height, width }: ModelInput): Float64Array {
  const { top, left, rows, columns } = boxOf(mask, height, width);
  const [deepRows, deepColumns] = [rows, columns].map((side) => Math.max(1, Math.round(stripDepth * side)));
  const share = (fromRow: number, toRow: number, fromColumn: number, toColumn: number): number => {
    let inside = 0;
    for (let row = fromRow; row < toRow; row++) {
      for (let column = fromColumn; column < toColumn; column++) {
        inside += mask[(row + top) * width + column + left]!;
      }
    }
    return inside / ((toRow - fromRow) * (toColumn - fromColumn));
  };
  return Float64Array.of(
    share(0, rows, 0, columns),
    share(0, deepRows!, 0, columns),
    share(rows - deepRows!, rows, 0, columns),
    share(0, rows, 0, deepColumns!),
    share(0, rows, columns - deepColumns!, columns),
  );
}

export const outlineLength = 5;

interface Box {
  readonly top: number;
  readonly left: number;
  readonly rows: number;
  readonly columns: number;
}

/** Around the foreground; everything where there is none. */
function boxOf(mask: Uint8Array, height: number, width: number): Box {
  let [top, bottom, left, right] = [height, 0, width, 0];
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      if (!mask[row * width + column]) continue;
      top = Math.min(top, row);
      bottom = Math.max(bottom, row + 1);
      left = Math.min(left, column);
      right = Math.max(right, column + 1);
    }
  }
  if (bottom === 0) return { top: 0, left: 0, rows: height, columns: width };
  return { top, left, rows: bottom - top, columns: right - left };
}

export interface LayoutChange {
  /** By how many quarters of a turn. */
  readonly quarters: number;
  /** Exchange left and right first. */
  readonly mirrored: boolean;
  readonly inverted: boolean;
}

/** A layout as that of the same image turned, mirrored or inverted. @param layout [grid · grid + 1] */
export function changeLayout(
  layout: Float64Array,
  grid: number,
  { quarters, mirrored, inverted }: LayoutChange,
): Float64Array {
  const last = grid - 1;
  return layout.map((value, index) => {
    if (index === grid * grid) return quarters % 2 === 1 ? -value : value;
    let [row, column] = [Math.floor(index / grid), index % grid];
    for (let turn = 0; turn < quarters; turn++) [row, column] = [last - column, row];
    const source = layout[row * grid + (mirrored ? last - column : column)]!;
    return inverted ? 1 - source : source;
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
