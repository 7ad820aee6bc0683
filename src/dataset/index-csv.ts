import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { parse } from "csv-parse/sync";
import { DataError } from "../errors/index.ts";

/** One image of a data set. */
export interface IndexRow {
  /** Path of the image file, absolute. */
  readonly file: string;
  /** The frame or slice of the file that this row is for, from 1; absent where it is for all of them. */
  readonly frame?: number;
  /** Images of one patient never fall into different splits; the file's name where the index names no patient. */
  readonly patient: string;
  readonly split: string;
  readonly label: string;
  /** Path of the mask (PNG, 1 where abnormal), absolute; absent where there is none. */
  readonly mask?: string;
  /** Every column as it stands in the file. */
  readonly columns: Readonly<Record<string, string>>;
  /** The columns that hold a finite number in this row. */
  readonly numbers: Readonly<Record<string, number>>;
}

export { normalLabel } from "./normal-label.ts";

/**
 * Reads an index: CSV with a header; columns `file` (required), `frame`, `patient`, `split`, `label`, `mask` and any others.
 * Paths are relative to the index's folder, or to its parent when they begin with that folder's name.
 *
 * @throws DataError when the index cannot be read, has no rows or no `file` column; the message names the line
 */
export async function readIndex(path: string): Promise<IndexRow[]> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (cause) {
    throw new DataError(`The index ${path} cannot be read; check the path.`, { cause });
  }
  return parseIndex(text, path);
}

/** @param path where the text was read from: paths in it are resolved against it */
export function parseIndex(text: string, path: string): IndexRow[] {
  let records: Record<string, string>[];
  try {
    records = parse(text, { columns: true, bom: true, skip_empty_lines: true, trim: true });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new DataError(`The index ${path} is not valid CSV: ${reason}.`, { cause });
  }
  if (records.length === 0) throw new DataError(`The index ${path} has no rows.`);
  if (!("file" in records[0]!)) throw new DataError(`The index ${path} has no column "file".`);
  const folder = dirname(resolve(path));
  return records.map((columns, i) => indexRow(columns, folder, `${path}, row ${i + 2}`));
}

/**
 * @param columns by name; `file` and `mask` relative to the folder
 * @param where for the error's sentence
 * @throws DataError when `file` is empty or `frame` is no whole number from 1
 */
export function indexRow(columns: Record<string, string>, folder: string, where: string): IndexRow {
  const { file, mask } = columns;
  if (!file) throw new DataError(`The column "file" is empty (${where}).`);
  if (columns.frame && !/^[1-9]\d{0,8}$/.test(columns.frame)) {
    throw new DataError(`The column "frame" holds "${columns.frame}"; frames count from 1 (${where}).`);
  }
  const numbers: Record<string, number> = {};
  for (const [name, value] of Object.entries(columns)) {
    const number = value === "" ? Number.NaN : Number(value);
    if (Number.isFinite(number)) numbers[name] = number;
  }
  return {
    file: resolveInside(folder, file),
    ...(columns.frame ? { frame: Number(columns.frame) } : {}),
    patient: columns.patient || file,
    split: columns.split ?? "",
    label: columns.label ?? "",
    ...(mask ? { mask: resolveInside(folder, mask) } : {}),
    columns,
    numbers,
  };
}

function resolveInside(folder: string, path: string): string {
  const first = path.split(/[/\\]/, 1)[0];
  const name = folder.split(/[/\\]/).at(-1);
  return resolve(first === name ? dirname(folder) : folder, path);
}
