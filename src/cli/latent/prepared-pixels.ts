import type { IndexRow } from "../../dataset/index-csv.ts";
import { tryPrepare } from "../../evaluation/prepare-frame.ts";
import type { Model } from "../../scoring/model.ts";
import { sourceImages } from "../evaluation-images.ts";
import { startProgress } from "../progress.ts";

/** Images as the network sees them, with where they come from. */
export interface PreparedPixels {
  /** [height, width] each. */
  readonly pixels: readonly Float32Array[];
  readonly rows: readonly IndexRow[];
}

export async function preparePixels(
  title: string,
  model: Model,
  rows: readonly IndexRow[],
  signal: AbortSignal,
): Promise<PreparedPixels> {
  const progress = startProgress(title, rows.length, "images");
  const pixels: Float32Array[] = [];
  const own: IndexRow[] = [];
  let done = 0;
  try {
    for await (const { frame, row } of sourceImages(rows, signal)) {
      const input = tryPrepare(frame, model);
      if (input) {
        pixels.push(input.pixels);
        own.push(row);
      }
      progress.update(++done);
    }
  } finally {
    progress.stop();
  }
  return { pixels, rows: own };
}
