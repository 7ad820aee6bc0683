export interface NiftiOptions {
  readonly lengths: readonly number[];
  /** nifti1.h: 2 uint8, 4 int16, 16 float32. */
  readonly datatype?: 2 | 4 | 16 | 128;
  /** Rows x, y, z; without it the file says nothing of its orientation. */
  readonly affine?: readonly (readonly number[])[];
  readonly slope?: number;
  readonly intercept?: number;
  readonly littleEndian?: boolean;
}

/** A small NIfTI-1 file whose voxels are given by i, j, k. */
export function niftiFile(
  options: NiftiOptions,
  value: (i: number, j: number, k: number) => number,
): Uint8Array {
  const { lengths, datatype = 4, affine, slope = 0, intercept = 0, littleEndian = true } = options;
  const [ni = 1, nj = 1, nk = 1] = lengths;
  const size = datatype === 16 ? 4 : datatype === 2 ? 1 : 2;
  const bytes = new Uint8Array(352 + lengths.reduce((a, b) => a * b) * size);
  const view = new DataView(bytes.buffer);
  const short = (at: number, x: number) => view.setInt16(at, x, littleEndian);
  const float = (at: number, x: number) => view.setFloat32(at, x, littleEndian);
  view.setInt32(0, 348, littleEndian);
  [lengths.length, ...lengths].forEach((n, axis) => {
    short(40 + 2 * axis, n);
  });
  short(70, datatype);
  short(72, 8 * size);
  [1, 2, 3, 4].forEach((mm, axis) => {
    float(76 + 4 * axis, mm);
  });
  float(108, 352);
  float(112, slope);
  float(116, intercept);
  bytes[123] = 2;
  if (affine) {
    short(254, 1);
    affine.flat().forEach((x, i) => {
      float(280 + 4 * i, x);
    });
  }
  bytes.set(new TextEncoder().encode("n+1\0"), 344);
  for (let k = 0, at = 352; k < nk; k++) {
    for (let j = 0; j < nj; j++) {
      for (let i = 0; i < ni; i++, at += size) {
        const x = value(i, j, k);
        if (datatype === 16) float(at, x);
        else if (datatype === 2) bytes[at] = x;
        else short(at, x);
      }
    }
  }
  return bytes;
}
