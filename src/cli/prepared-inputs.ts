import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { IndexRow } from "../dataset/index-csv.ts";
import { readDicom } from "../dataset/read-dicom.ts";
import { NotApplicableError, ResiduaError } from "../errors/index.ts";
import type { ModelInput } from "../imaging/model-input.ts";
import { prepare } from "../imaging/prepare.ts";
import type { PreprocessingStep } from "../imaging/preprocessing.ts";
import { writeWhole } from "./files.ts";
import { decodeInput, encodeInput } from "./input-file.ts";
import { breathe } from "./interrupt.ts";

export interface PrepareSettings {
  readonly preprocessing: readonly PreprocessingStep[];
  readonly input: { readonly height: number; readonly width: number };
}

export interface PrepareControl {
  readonly signal: AbortSignal;
  readonly onProgress: (done: number) => void;
}

export interface PreparedInput {
  readonly row: IndexRow;
  readonly input: ModelInput;
}

export interface PreparedInputs {
  readonly inputs: readonly PreparedInput[];
  /** Images that could not be read or show nothing, with the reason. */
  readonly skipped: readonly { readonly file: string; readonly reason: string }[];
}

/** Of the code that prepares, set when the command line is built: code never meets another's images. */
const codeVersion: string | undefined = import.meta.env?.RESIDUA_PREPARATION;

/**
 * Reads and prepares images, or takes them from a folder where an earlier run left them. A file's name in it comes
 * from the steps and from the image's bytes.
 *
 * @param cache the folder
 */
export async function prepareRows(
  rows: readonly IndexRow[],
  settings: PrepareSettings,
  cache: string,
  { signal, onProgress }: PrepareControl,
): Promise<PreparedInputs> {
  const { preprocessing, input: size } = settings;
  const steps = hash(JSON.stringify([codeVersion, preprocessing, size]));
  const inputs: PreparedInput[] = [];
  const skipped: { file: string; reason: string }[] = [];
  for (const [index, row] of rows.entries()) {
    await breathe();
    signal.throwIfAborted();
    try {
      const bytes = await readFile(row.file);
      const path = join(cache, steps, `${hash(bytes)}.bin`);
      const known = codeVersion && (await readFile(path).catch(() => undefined));
      const prepared = known ? decodeInput(known) : undefined;
      if (prepared) inputs.push({ row, input: prepared });
      else {
        const frames = await readDicom(bytes);
        for (const frame of frames) inputs.push({ row, input: prepare(frame, preprocessing, size) });
        if (codeVersion && frames.length === 1) await writeWhole(path, encodeInput(inputs.at(-1)!.input));
      }
    } catch (error) {
      if (!(error instanceof ResiduaError || isMissingFile(error))) throw error;
      const reason = error instanceof NotApplicableError ? `not usable: ${error.message}` : error.message;
      skipped.push({ file: row.file, reason });
    }
    onProgress(index + 1);
  }
  return { inputs, skipped };
}

function hash(data: string | Uint8Array): string {
  return createHash("sha256").update(data).digest("hex").slice(0, 32);
}

function isMissingFile(error: unknown): error is Error {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}
