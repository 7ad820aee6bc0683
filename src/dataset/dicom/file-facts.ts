import { type FileHandle, open } from "node:fs/promises";
import type { DataSet } from "dicom-parser";
import { DicomError } from "../../errors/index.ts";
import { parseFile } from "./parse-file.ts";
import { refuseNonImage } from "./sop-classes.ts";

const pixelDataTag = "x7fe00010";
/** Mostly holds all that comes before the pixel data. */
const firstBytes = 2 ** 16;
/** A file that names more is damaged: reading it says so. */
const mostFrames = 2 ** 16;

export interface DicomFacts {
  /** Patient ID, or else the study's UID; absent where the file has neither. */
  readonly patient?: string;
  readonly modality?: string;
  readonly frames: number;
  readonly rows: number;
  readonly columns: number;
}

/**
 * Reads what a data set's index needs to know of a DICOM file, if possible without its pixels.
 *
 * @returns `undefined` for a DICOM file that holds no image
 * @throws DicomError when it is damaged
 */
export async function readDicomFacts(path: string): Promise<DicomFacts | undefined> {
  const dataSet = await parseHead(path);
  try {
    refuseNonImage(dataSet);
  } catch {
    return undefined;
  }
  const rows = dataSet.uint16("x00280010");
  const columns = dataSet.uint16("x00280011");
  if (!rows || !columns) return undefined;
  const patient = text(dataSet, "x00100020") ?? text(dataSet, "x0020000d");
  const modality = text(dataSet, "x00080060");
  return {
    ...(patient !== undefined && { patient }),
    ...(modality !== undefined && { modality }),
    frames: framesOf(dataSet),
    rows,
    columns,
  };
}

/** How many frames a DICOM file says that it has. @throws DicomError when it is damaged */
export function dicomFrames(bytes: Uint8Array): number {
  return framesOf(parseFile(bytes, pixelDataTag));
}

function framesOf(dataSet: DataSet): number {
  const frames = dataSet.intString("x00280008") ?? 1;
  return Number.isInteger(frames) && frames >= 1 && frames <= mostFrames ? frames : 1;
}

async function parseHead(path: string): Promise<DataSet> {
  const handle = await open(path);
  try {
    const { size } = await handle.stat();
    const head = await readStart(handle, Math.min(size, firstBytes));
    try {
      return parseFile(head, pixelDataTag);
    } catch (cause) {
      if (!(cause instanceof DicomError) || size <= firstBytes) throw cause;
      return parseFile(await readStart(handle, size), pixelDataTag);
    }
  } finally {
    await handle.close();
  }
}

async function readStart(handle: FileHandle, length: number): Promise<Uint8Array> {
  const { buffer, bytesRead } = await handle.read(new Uint8Array(length), 0, length, 0);
  return buffer.subarray(0, bytesRead);
}

function text(dataSet: DataSet, tag: string): string | undefined {
  return dataSet.string(tag)?.trim() || undefined;
}
