import { readFile } from "node:fs/promises";
import { readDicom } from "../dataset/read-dicom.ts";
import { DataError, ResiduaError } from "../errors/index.ts";
import type { Frame } from "../imaging/frame.ts";
import type { Model } from "../scoring/model.ts";
import type { ImageResult } from "../scoring/result.ts";
import { scoreFrame } from "../scoring/score-frame.ts";
import type { ListedFile } from "./files.ts";
import { breathe } from "./interrupt.ts";

export type ScoredFile =
  | {
      readonly kind: "result";
      readonly file: string;
      readonly frame: Frame;
      /** Frames in the file. */
      readonly frames: number;
      readonly result: ImageResult;
    }
  | { readonly kind: "failure"; readonly file: string; readonly error: ResiduaError }
  /** Found in a folder, and no DICOM file. */
  | { readonly kind: "other"; readonly file: string };

/** Scores one file after the other; one that cannot be read does not stop the rest. */
export async function* scoreFiles(
  files: readonly ListedFile[],
  model: Model,
  signal: AbortSignal,
): AsyncGenerator<ScoredFile> {
  for (const { path: file, named } of files) {
    await breathe();
    signal.throwIfAborted();
    try {
      const bytes = await readBytes(file);
      if (!named && bytes.toString("latin1", 128, 132) !== "DICM") {
        yield { kind: "other", file };
        continue;
      }
      const frames = await readDicom(bytes, { signal });
      for (const frame of frames) {
        await breathe();
        const result = await scoreFrame(frame, model, { signal });
        yield { kind: "result", file, frame, frames: frames.length, result };
      }
    } catch (error) {
      if (!(error instanceof ResiduaError)) throw error;
      yield { kind: "failure", file, error };
    }
  }
}

async function readBytes(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (cause) {
    throw new DataError("The file cannot be read; check its permissions.", { cause });
  }
}
