import type { Frame } from "../imaging/frame.ts";
import type { ImageResult } from "../scoring/result.ts";

/** The frame with pixels of its own, copied once, to be given away. */
export function copyFrame(frame: Frame): { readonly frame: Frame; readonly transfer: Transferable[] } {
  const pixels = frame.pixels.slice();
  const padding = frame.padding?.slice();
  return {
    frame: { ...frame, pixels, ...(padding ? { padding } : {}) },
    transfer: padding ? [pixels.buffer, padding.buffer] : [pixels.buffer],
  };
}

/** The buffers of a result that its maker no longer needs. Empty ones stay: they may be shared constants. */
export function resultBuffers(result: ImageResult): Transferable[] {
  const arrays = [...Object.values(result.maps), result.klPerDimension, result.reconstruction];
  const buffers = new Set<ArrayBuffer>();
  for (const array of arrays) {
    if (array?.byteLength && array.buffer instanceof ArrayBuffer) buffers.add(array.buffer);
  }
  return [...buffers];
}
