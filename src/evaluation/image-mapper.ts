import type { Affine } from "../imaging/affine.ts";
import { mapToImage } from "../scoring/map-to-image.ts";

export interface Foreground {
  /** [height, width]: 1 on the foreground. */
  readonly mask: Uint8Array;
  readonly height: number;
  readonly width: number;
}

export interface ImageGrid {
  /** From model pixels to image pixels. */
  readonly affine: Affine;
  readonly rows: number;
  readonly columns: number;
}

/**
 * Brings maps, [height, width] and 0 off the foreground, to the image's own grid, [rows, columns] and NaN off the
 * foreground. On the foreground's edge only neighbours on the foreground count, so that what is missing does not
 * pass for a value of 0.
 */
export function imageMapper(
  { mask, height, width }: Foreground,
  { affine, rows, columns }: ImageGrid,
): (map: Float32Array) => Float32Array {
  const bring = (values: Float32Array) => mapToImage({ values, height, width }, affine, rows, columns);
  const coverage = bring(Float32Array.from(mask));
  return (map) => {
    const values = bring(map);
    for (let index = 0; index < values.length; index++) {
      const share = coverage[index]!;
      values[index] = share >= 0.5 ? values[index]! / share : Number.NaN;
    }
    return values;
  };
}
