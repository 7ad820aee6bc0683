import { readFile } from "node:fs/promises";
import { DataError, ResiduaError } from "../errors/index.ts";
import type { Frame } from "../imaging/frame.ts";
import type { IndexRow } from "./index-csv.ts";
import { readImage } from "./read-image.ts";

/** One image, and where it comes from. */
export interface SourceImage {
  readonly frame: Frame;
  /** File, patient, split, label, mask and all other columns; the slice is the frame's number. */
  readonly row: IndexRow;
}

export interface BrokenFile {
  readonly file: string;
  readonly reason: string;
}

export interface ReadingProgress {
  /** Files that are done, broken ones among them. */
  readonly files: number;
  readonly total: number;
  readonly broken: number;
}

export interface ReadFramesOptions {
  /** Share of the files that may be broken before reading stops; 0.05 when absent. */
  readonly tolerance?: number;
  /** Called for each file that is left out. */
  readonly onBroken?: (broken: BrokenFile) => void;
  /** Called after each file. */
  readonly onProgress?: (progress: ReadingProgress) => void;
  readonly signal?: AbortSignal;
}

/** So many broken files are named in an error. */
const named = 20;

/**
 * Reads the images of a data set one at a time, in the order of its rows; rows of one file that follow each other
 * read it once. A file that is missing or damaged is reported and left out.
 *
 * @throws DataError naming them once more files are broken than tolerated; the signal's reason when aborted
 */
export async function* readFrames(
  rows: readonly IndexRow[],
  options: ReadFramesOptions = {},
): AsyncGenerator<SourceImage> {
  const { tolerance, onBroken, onProgress, signal } = options;
  const groups = groupByFile(rows);
  const broken: BrokenFile[] = [];
  for (const [index, group] of groups.entries()) {
    signal?.throwIfAborted();
    const images = readFileOf(group, signal);
    while (true) {
      const next = await images.next().catch((error: unknown) => reasonOf(error, signal));
      if (typeof next === "string") {
        const entry = { file: group[0]!.file, reason: next };
        broken.push(entry);
        onBroken?.(entry);
        checkBroken(broken, groups.length, tolerance);
        break;
      }
      if (next.done) break;
      yield next.value;
    }
    onProgress?.({ files: index + 1, total: groups.length, broken: broken.length });
  }
}

/** Rows of one file that follow each other, together. */
export function groupByFile(rows: readonly IndexRow[]): IndexRow[][] {
  const groups: IndexRow[][] = [];
  for (const row of rows) {
    const last = groups.at(-1);
    if (last !== undefined && last[0]!.file === row.file) last.push(row);
    else groups.push([row]);
  }
  return groups;
}

async function* readFileOf(
  group: readonly IndexRow[],
  signal: AbortSignal | undefined,
): AsyncGenerator<SourceImage, undefined> {
  yield* readRows(await readFile(group[0]!.file), group, signal ? { signal } : {});
}

/**
 * Reads the images of one file's rows, each frame with its row.
 *
 * @param bytes of the file
 * @throws DicomError or DataError when the file is damaged; the signal's reason when aborted
 */
export async function* readRows(
  bytes: Uint8Array,
  group: readonly IndexRow[],
  control: { readonly signal?: AbortSignal } = {},
): AsyncGenerator<SourceImage, undefined> {
  for (const [numbers, row] of requests(group)) {
    let at = 0;
    const wanted = numbers && { wanted: numbers };
    for await (const frame of readImage(bytes, { ...control, ...wanted })) {
      yield { frame, row: group[row + (numbers ? at : 0)]! };
      at++;
    }
  }
}

/** Rows for a frame each that follow each other are read together, so that the file is decoded once. */
function* requests(
  group: readonly IndexRow[],
): Generator<readonly [numbers: readonly number[] | undefined, firstRow: number]> {
  let numbers: number[] = [];
  for (const [i, { frame }] of group.entries()) {
    if (frame !== undefined) numbers.push(frame);
    if (numbers.length > 0 && (frame === undefined || i === group.length - 1)) {
      yield [numbers, (frame === undefined ? i : i + 1) - numbers.length];
      numbers = [];
    }
    if (frame === undefined) yield [undefined, i];
  }
}

/** Why a file is broken. Throws again what is no fault of the file's. */
export function reasonOf(error: unknown, signal: AbortSignal | undefined): string {
  signal?.throwIfAborted();
  if (error instanceof ResiduaError) return error.message;
  if (error instanceof Error && "syscall" in error)
    return "The file cannot be read; check its path and permissions.";
  throw error;
}

/** @throws DataError that lists the broken files, when they are more than tolerated */
export function checkBroken(broken: readonly BrokenFile[], total: number, tolerance = 0.05): void {
  if (broken.length <= tolerance * total) return;
  const lines = broken.slice(0, named).map(({ file, reason }) => `\n  ${file}: ${reason}`);
  const more = broken.length > named ? `\n  and ${broken.length - named} more` : "";
  const share =
    tolerance === 0 ? "A file cannot be read" : `More than ${100 * tolerance} % of the files cannot be read`;
  throw new DataError(
    `${share} (${broken.length} of ${total}); mend them or take them out:${lines.join("")}${more}`,
    {
      details: { broken: broken.length, files: total },
    },
  );
}
