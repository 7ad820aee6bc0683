import { readFile } from "node:fs/promises";
import { type IndexRow, normalLabel } from "../dataset/index-csv.ts";
import { readDicom } from "../dataset/read-dicom.ts";
import { readMask } from "../dataset/read-mask.ts";
import { DataError, ResiduaError } from "../errors/index.ts";
import type { EvaluationImage } from "../evaluation/evaluation-image.ts";
import type { Frame } from "../imaging/frame.ts";
import { breathe } from "./interrupt.ts";

/** Reads images one at a time, with their truth. @throws DataError naming the file that cannot be read */
export async function* evaluationImages(
  rows: readonly IndexRow[],
  signal: AbortSignal,
): AsyncGenerator<EvaluationImage> {
  for (const row of rows) {
    const abnormal = row.label !== normalLabel;
    for (const frame of await readFrames(row, signal)) {
      const mask = abnormal && row.mask !== undefined ? await maskOf(row.mask, frame) : undefined;
      yield { frame, patient: row.patient, abnormal, mask, position: row.numbers.position };
    }
  }
}

/** The images alone. */
export async function* framesOf(rows: readonly IndexRow[], signal: AbortSignal): AsyncGenerator<Frame> {
  for (const row of rows) yield* await readFrames(row, signal);
}

async function readFrames(row: IndexRow, signal: AbortSignal): Promise<Frame[]> {
  await breathe();
  signal.throwIfAborted();
  try {
    return await readDicom(await readFile(row.file), { signal });
  } catch (cause) {
    signal.throwIfAborted();
    const reason = cause instanceof ResiduaError ? cause.message : "the file cannot be read.";
    throw new DataError(`${row.file}: ${reason}`, { cause });
  }
}

async function maskOf(path: string, frame: Frame): Promise<Uint8Array> {
  const mask = await readMask(path);
  if (mask.rows === frame.rows && mask.columns === frame.columns) return mask.pixels;
  throw new DataError(
    `The mask ${path} has ${mask.columns} x ${mask.rows} pixels, its image ${frame.columns} x ${frame.rows}.`,
  );
}
