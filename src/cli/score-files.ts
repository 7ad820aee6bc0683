import { readFile } from "node:fs/promises";
import { imageFormat } from "../dataset/image-format.ts";
import { countFrames, readImage } from "../dataset/read-image.ts";
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
      /** Its number in a file that holds several, as "slice 12". */
      readonly part: string | undefined;
      readonly result: ImageResult;
    }
  | { readonly kind: "failure"; readonly file: string; readonly error: ResiduaError }
  /** Found in a folder, and no image. */
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
      const format = imageFormat(bytes);
      if (format === undefined) {
        if (named)
          throw new DataError("The file is no image that Residua reads (DICOM, NIfTI, PNG or JPEG).");
        yield { kind: "other", file };
        continue;
      }
      const hasParts = countFrames(bytes) > 1;
      for await (const frame of readImage(bytes, { signal })) {
        await breathe();
        const result = await scoreFrame(frame, model, { signal });
        const kind = format === "nifti" ? "slice" : "frame";
        const part = hasParts ? `${kind} ${frame.frameNumber}` : undefined;
        yield { kind: "result", file, frame, part, result };
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
