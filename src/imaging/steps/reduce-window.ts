import type { Affine } from "../affine.ts";
import { resample } from "../resample.ts";
import type { State } from "./state.ts";

export interface ReducedWindow {
  /** [rows, columns] */
  readonly pixels: Float32Array;
  readonly rows: number;
  readonly columns: number;
  /** From pixels of the image to pixels of the reduced one. */
  readonly fromImage: Affine;
}

/** The window reduced to at most `size` x `size` square pixels. */
export function reduceWindow({ image, window }: State, size: number): ReducedWindow {
  const height = (window.bottom - window.top) * image.spacing.row;
  const width = (window.right - window.left) * image.spacing.column;
  const pitch = Math.max(height, width) / size;
  const rows = Math.max(1, Math.round(height / pitch));
  const columns = Math.max(1, Math.round(width / pitch));
  const scaleRow = (window.bottom - window.top) / rows;
  const scaleColumn = (window.right - window.left) / columns;
  const affine = {
    scaleRow,
    scaleColumn,
    offsetRow: window.top + scaleRow / 2 - 0.5,
    offsetColumn: window.left + scaleColumn / 2 - 0.5,
  };
  const fromImage = {
    scaleRow: 1 / scaleRow,
    scaleColumn: 1 / scaleColumn,
    offsetRow: -affine.offsetRow / scaleRow,
    offsetColumn: -affine.offsetColumn / scaleColumn,
  };
  return {
    pixels: resample(image, { rows, columns, affine, outside: image.lowest }),
    rows,
    columns,
    fromImage,
  };
}
