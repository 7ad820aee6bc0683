import type { PixelFormat } from "./pixel-format.ts";

export type StoredPixels =
  | Uint8Array
  | Int8Array
  | Uint16Array
  | Int16Array
  | Uint32Array
  | Int32Array
  | Float32Array
  | Float64Array;

/**
 * Little-endian bytes as stored values. Bits above High Bit (old overlays) and below the stored ones are dropped,
 * and the sign is extended from High Bit (DICOM PS3.5 8.1.1).
 */
export function storedPixels(bytes: Uint8Array, format: PixelFormat): StoredPixels {
  // A copy starts at an aligned address, whatever the offset in the file. Not slice(): a Node Buffer's makes a view.
  const buffer = new Uint8Array(bytes).buffer;
  if (format.float) {
    return format.bitsAllocated === 32 ? new Float32Array(buffer) : new Float64Array(buffer);
  }
  const values = integers(buffer, format);
  const above = 32 - (format.highBit + 1);
  const shift = 32 - format.bitsStored;
  if (shift === 32 - format.bitsAllocated) return values;
  for (let i = 0; i < values.length; i++) {
    const top = values[i]! << above;
    values[i] = format.signed ? top >> shift : top >>> shift;
  }
  return values;
}

function integers(buffer: ArrayBuffer, { bitsAllocated, signed }: PixelFormat) {
  if (bitsAllocated === 8) return signed ? new Int8Array(buffer) : new Uint8Array(buffer);
  if (bitsAllocated === 16) return signed ? new Int16Array(buffer) : new Uint16Array(buffer);
  return signed ? new Int32Array(buffer) : new Uint32Array(buffer);
}
