import { type IndexRow, normalLabel } from "../dataset/index-csv.ts";
import { type BrokenFile, readFrames, type SourceImage } from "../dataset/read-frames.ts";
import { readMask } from "../dataset/read-mask.ts";
import { DataError } from "../errors/index.ts";
import type { EvaluationImage } from "../evaluation/evaluation-image.ts";
import type { Frame } from "../imaging/frame.ts";
import { breathe } from "./interrupt.ts";

/** Reads images one at a time, with their truth. @throws DataError when more than 5 % of the files cannot be read */
export async function* evaluationImages(
  rows: readonly IndexRow[],
  signal: AbortSignal,
): AsyncGenerator<EvaluationImage> {
  for await (const { frame, row } of reported(rows, signal)) {
    const abnormal = row.label !== normalLabel;
    const mask = abnormal && row.mask !== undefined ? await maskOf(row.mask, frame) : undefined;
    yield { frame, patient: row.patient, abnormal, mask, position: row.numbers.position };
  }
}

/** The images alone. */
export async function* framesOf(rows: readonly IndexRow[], signal: AbortSignal): AsyncGenerator<Frame> {
  for await (const { frame } of reported(rows, signal)) yield frame;
}

async function* reported(rows: readonly IndexRow[], signal: AbortSignal): AsyncGenerator<SourceImage> {
  const onBroken = ({ file, reason }: BrokenFile) => console.error(`Left out: ${file}: ${reason}`);
  for await (const image of readFrames(rows, { signal, onBroken })) {
    await breathe();
    signal.throwIfAborted();
    yield image;
  }
}

async function maskOf(path: string, frame: Frame): Promise<Uint8Array> {
  const mask = await readMask(path);
  if (mask.rows === frame.rows && mask.columns === frame.columns) return mask.pixels;
  throw new DataError(
    `The mask ${path} has ${mask.columns} x ${mask.rows} pixels, its image ${frame.columns} x ${frame.rows}.`,
  );
}
