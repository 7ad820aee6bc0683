import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { IndexRow } from "../dataset/index-csv.ts";
import { readRows } from "../dataset/read-frames.ts";
import { NotApplicableError } from "../errors/index.ts";
import type { ModelInput } from "../imaging/model-input.ts";
import { prepare } from "../imaging/prepare.ts";
import type { PreprocessingStep } from "../imaging/preprocessing.ts";
import { writeWhole } from "./files.ts";
import { decodeInput, encodeInput } from "./input-file.ts";
import { breathe } from "./interrupt.ts";
import { cachedPath } from "./prepared-cache.ts";

export interface PrepareSettings {
  readonly preprocessing: readonly PreprocessingStep[];
  readonly input: { readonly height: number; readonly width: number };
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

/**
 * Prepares the images of one file's rows.
 *
 * @param folder where an earlier run left what it prepared, and this one leaves its own; none when `undefined`
 * @throws DicomError or DataError when the file is damaged, an error of the file system when it cannot be read
 */
export async function prepareFile(
  rows: readonly IndexRow[],
  { preprocessing, input: size }: PrepareSettings,
  folder: string | undefined,
  signal: AbortSignal,
): Promise<PreparedInputs> {
  const bytes = await readFile(rows[0]!.file);
  const key = hash(bytes);
  const pathOf = ({ frame }: IndexRow) => folder && cachedPath(folder, key, frame);
  const found = new Map<IndexRow, ModelInput[]>();
  for (const row of rows) {
    const known = await load(pathOf(row));
    if (known) found.set(row, [known]);
  }
  const missing = rows.filter((row) => !found.has(row));
  const skipped: { file: string; reason: string }[] = [];
  const frames = new Map<IndexRow, number>();
  for await (const { frame, row } of readRows(bytes, missing, { signal })) {
    await breathe();
    frames.set(row, (frames.get(row) ?? 0) + 1);
    try {
      const input = prepare(frame, preprocessing, size);
      found.set(row, [...(found.get(row) ?? []), input]);
    } catch (error) {
      if (!(error instanceof NotApplicableError)) throw error;
      const file = rows.length > 1 ? `${row.file}, frame ${frame.frameNumber}` : row.file;
      skipped.push({ file, reason: `not usable: ${error.message}` });
    }
  }
  for (const row of missing) {
    const path = pathOf(row);
    const own = found.get(row);
    if (path && own?.length === 1 && frames.get(row) === 1) await writeWhole(path, encodeInput(own[0]!));
  }
  const inputs = rows.flatMap((row) => (found.get(row) ?? []).map((input) => ({ row, input })));
  return { inputs, skipped };
}

async function load(path: string | undefined): Promise<ModelInput | undefined> {
  const bytes = path && (await readFile(path).catch(() => undefined));
  return bytes ? decodeInput(bytes) : undefined;
}

/** 32 hexadecimal digits. */
export function hash(data: string | Uint8Array): string {
  return createHash("sha256").update(data).digest("hex").slice(0, 32);
}
