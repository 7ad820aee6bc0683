import type { SampleMask } from "../../dataset/samples-schema.ts";

/** Run-length codes a mask for the samples' index. */
export function encodeMask(pixels: Uint8Array, rows: number, columns: number): SampleMask {
  const runs: number[] = [];
  let start = -1;
  for (let i = 0; i <= pixels.length; i++) {
    const isInside = i < pixels.length && pixels[i] !== 0;
    if (isInside && start < 0) start = i;
    if (!isInside && start >= 0) {
      runs.push(start, i - start);
      start = -1;
    }
  }
  return { rows, columns, runs };
}
