import { access, stat } from "node:fs/promises";
import { join } from "node:path";
import { type IndexRow, normalLabel, readIndex } from "../dataset/index-csv.ts";
import { listImages } from "../dataset/list-images.ts";
import { checkLeak, splitByPatient, withSplit } from "../dataset/split.ts";
import { parseWhere } from "../dataset/where.ts";
import { DataError } from "../errors/index.ts";
import { balanceText } from "./data-set-text.ts";

/** How a folder without an index is divided; always the same, so that training and evaluation agree on it. */
const shares = { train: 0.8, val: 0.2 } as const;
const seed = 1;

/**
 * @param path of an index, of a folder that holds index.csv, or of a folder of images
 * @throws DataError when there are no images, or one patient is in two splits; the signal's reason when aborted
 */
export async function readDataSet(path: string, signal?: AbortSignal): Promise<IndexRow[]> {
  const found = await stat(path).catch((cause: unknown) => {
    throw new DataError(`${path} cannot be read; check the path.`, { cause });
  });
  const rows = found.isDirectory() ? await readFolder(path, signal) : await readIndex(path);
  checkLeak(rows);
  return rows;
}

async function readFolder(folder: string, signal: AbortSignal | undefined): Promise<IndexRow[]> {
  const index = join(folder, "index.csv");
  const isIndexed = await access(index).then(
    () => true,
    () => false,
  );
  if (isIndexed) return readIndex(index);
  const { rows, others } = await listImages(folder, signal ? { signal } : {});
  const names = new Set(rows.map(({ split }) => split));
  const divided = names.has("train") && names.has("val") ? [...rows] : divide(rows);
  for (const line of balanceText(divided)) console.error(line);
  if (others > 0)
    console.error(`Left out: ${others} files that are no images, or beside the folders of the classes.`);
  return divided;
}

/** Only healthy patients are trained on; all others are for evaluation. What a folder calls "test" stays that. */
function divide(rows: readonly IndexRow[]): IndexRow[] {
  const test = rows.filter(({ split }) => split === "test");
  const rest = rows.filter(({ split }) => split !== "test");
  const abnormal = new Set(rest.filter(({ label }) => label !== normalLabel).map(({ patient }) => patient));
  const healthy = splitByPatient(
    rest.filter(({ patient }) => !abnormal.has(patient)),
    shares,
    seed,
  );
  const others = rest.filter(({ patient }) => abnormal.has(patient)).map((row) => withSplit(row, "val"));
  return [...healthy, ...others, ...test];
}

/** @throws DataError when no row passes */
export function selectRows(rows: readonly IndexRow[], where: string): IndexRow[] {
  const passes = parseWhere(where);
  const selected = rows.filter(passes);
  if (selected.length === 0) throw new DataError(`No image of the index is left by "${where}".`);
  return selected;
}
