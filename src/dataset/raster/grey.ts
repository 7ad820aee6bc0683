/** What a decoder found: [rows, columns, channels]. */
export interface RasterImage {
  readonly samples: ArrayLike<number>;
  readonly rows: number;
  readonly columns: number;
  /** 1 grey, 2 grey and alpha, 3 colour, 4 colour and alpha. */
  readonly channels: number;
}

/**
 * Grey values, in the file's own units: colours by their luma (ITU-R BT.601, 2.5.1); transparency is ignored.
 *
 * @returns [rows, columns]
 */
export function toGrey({ samples, rows, columns, channels }: RasterImage): Float32Array {
  const grey = new Float32Array(rows * columns);
  for (let i = 0, at = 0; i < grey.length; i++, at += channels) {
    grey[i] =
      channels < 3
        ? samples[at]!
        : 0.299 * samples[at]! + 0.587 * samples[at + 1]! + 0.114 * samples[at + 2]!;
  }
  return grey;
}
