/**
 * Packs masks one bit a pixel, the first pixel in the lowest bit, without a gap between frames; an even number of
 * bytes (DICOM PS3.5 8.1.1 and 8.2).
 *
 * @param frames indices of the pixels that are set, a list a frame
 */
export function packBits(frames: readonly (readonly number[])[], pixelsPerFrame: number): ArrayBuffer {
  const bytes = new Uint8Array(2 * Math.ceil((frames.length * pixelsPerFrame) / 16));
  frames.forEach((members, frame) => {
    for (const index of members) {
      const bit = frame * pixelsPerFrame + index;
      const byte = Math.floor(bit / 8);
      bytes[byte] = bytes[byte]! | (1 << (bit % 8));
    }
  });
  return bytes.buffer;
}

/** One frame of such pixel data: [pixelsPerFrame], 1 where it is set. */
export function unpackBits(bytes: Uint8Array, frame: number, pixelsPerFrame: number): Uint8Array {
  const start = frame * pixelsPerFrame;
  return Uint8Array.from(
    { length: pixelsPerFrame },
    (_, index) => (bytes[Math.floor((start + index) / 8)]! >> ((start + index) % 8)) & 1,
  );
}
