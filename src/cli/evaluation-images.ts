import { type IndexRow, normalLabel } from "../dataset/index-csv.ts";
import { MaskReader } from "../dataset/mask-reader.ts";
import { type BrokenFile, readFrames, type SourceImage } from "../dataset/read-frames.ts";
import type { EvaluationImage } from "../evaluation/evaluation-image.ts";
import type { Frame } from "../imaging/frame.ts";
import { breathe } from "./interrupt.ts";

/** Reads images one at a time, with their truth. @throws DataError when more than 5 % of the files cannot be read */
export async function* evaluationImages(
  rows: readonly IndexRow[],
  signal: AbortSignal,
): AsyncGenerator<EvaluationImage> {
  const masks = new MaskReader();
  for await (const { frame, row } of sourceImages(rows, signal)) {
    const abnormal = row.label !== normalLabel;
    const mask = abnormal && row.mask !== undefined ? await masks.read(row.mask, frame) : undefined;
    yield { frame, patient: row.patient, abnormal, mask, position: row.numbers.position };
  }
}

/** The images alone. */
export async function* framesOf(rows: readonly IndexRow[], signal: AbortSignal): AsyncGenerator<Frame> {
  for await (const { frame } of sourceImages(rows, signal)) yield frame;
}

/** As they are read; what is left out is said on standard error. */
export async function* sourceImages(
  rows: readonly IndexRow[],
  signal: AbortSignal,
): AsyncGenerator<SourceImage> {
  const onBroken = ({ file, reason }: BrokenFile) => console.error(`Left out: ${file}: ${reason}`);
  for await (const image of readFrames(rows, { signal, onBroken })) {
    await breathe();
    signal.throwIfAborted();
    yield image;
  }
}
