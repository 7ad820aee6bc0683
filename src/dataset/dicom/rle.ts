import { DicomError } from "../../errors/index.ts";

/**
 * Decodes an RLE frame of one sample a pixel (DICOM PS3.5 Annex G): one segment a byte plane, the most
 * significant first.
 *
 * @returns little-endian pixels, `pixels` x `bytesPerPixel` bytes
 * @throws DicomError when a segment lies outside the frame or ends before the image is full
 */
export function decodeRle(bytes: Uint8Array, pixels: number, bytesPerPixel: number): Uint8Array {
  if (bytes.length < 64) throw damaged();
  const header = new DataView(bytes.buffer, bytes.byteOffset, 64);
  if (header.getUint32(0, true) !== bytesPerPixel) throw damaged();
  const out = new Uint8Array(pixels * bytesPerPixel);
  for (let segment = 0; segment < bytesPerPixel; segment++) {
    const start = header.getUint32(4 * (segment + 1), true);
    const next = segment + 1 < bytesPerPixel ? header.getUint32(4 * (segment + 2), true) : bytes.length;
    if (start < 64 || next > bytes.length || start > next) throw damaged();
    unpackBits(bytes.subarray(start, next), out, bytesPerPixel - 1 - segment, bytesPerPixel);
  }
  return out;
}

/** PackBits into every `stride`-th byte of `out` from `first` on. */
function unpackBits(packed: Uint8Array, out: Uint8Array, first: number, stride: number): void {
  let at = first;
  let i = 0;
  while (at < out.length) {
    if (i + 1 >= packed.length) throw damaged();
    const n = packed[i++]!;
    if (n === 128) continue;
    const run = n > 128;
    const count = run ? 257 - n : n + 1;
    for (let k = 0; k < count && at < out.length; k++, at += stride) {
      const value = run ? packed[i] : packed[i + k];
      if (value === undefined) throw damaged();
      out[at] = value;
    }
    i += run ? 1 : count;
  }
}

function damaged(): DicomError {
  return new DicomError("The RLE-compressed pixel data is damaged or ends early.");
}
