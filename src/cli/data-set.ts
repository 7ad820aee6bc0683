import { access, stat } from "node:fs/promises";
import { join } from "node:path";
import { imageFormat } from "../dataset/image-format.ts";
import { type IndexRow, normalLabel, readIndex } from "../dataset/index-csv.ts";
import { listImages, readHead } from "../dataset/list-images.ts";
import { checkLeak } from "../dataset/split.ts";
import { parseWhere } from "../dataset/where.ts";
import { DataError } from "../errors/index.ts";
import { balanceText } from "./data-set-text.ts";
import { divide } from "./divide.ts";

/**
 * @param path of an index, of an image or a volume, of a folder that holds index.csv, or of a folder of images
 * @throws DataError when there are no images, or one patient is in two splits; the signal's reason when aborted
 */
export async function readDataSet(path: string, signal?: AbortSignal): Promise<IndexRow[]> {
  const found = await stat(path).catch((cause: unknown) => {
    throw new DataError(`${path} cannot be read; check the path.`, { cause });
  });
  if (!found.isDirectory()) return (await isImage(path)) ? readImages(path, signal) : readRows(path);
  const index = join(path, "index.csv");
  const isIndexed = await access(index).then(
    () => true,
    () => false,
  );
  return isIndexed ? readRows(index) : readImages(path, signal);
}

async function isImage(file: string): Promise<boolean> {
  const head = await readHead(file);
  if (imageFormat(head) !== undefined) return true;
  if (!head.includes(0)) return false;
  throw new DataError(
    `${file} is neither an index (CSV in UTF-8) nor an image that Residua reads (DICOM, NIfTI, PNG or JPEG).`,
  );
}

async function readRows(index: string): Promise<IndexRow[]> {
  const rows = await readIndex(index);
  checkLeak(rows);
  const isLabelled = rows.some(({ label }) => label !== "");
  if (!isLabelled) console.error("The index has no labels: all images are taken for healthy.");
  const labelled = isLabelled ? rows : rows.map(asHealthy);
  return rows.some(({ split }) => split !== "") ? labelled : divideOver(labelled);
}

function asHealthy(row: IndexRow): IndexRow {
  return { ...row, label: normalLabel, columns: { ...row.columns, label: normalLabel } };
}

async function readImages(path: string, signal: AbortSignal | undefined): Promise<IndexRow[]> {
  const { rows, others } = await listImages(path, signal ? { signal } : {});
  if (others > 0)
    console.error(`Left out: ${others} files that are no images, or beside the folders of the classes.`);
  const names = new Set(rows.map(({ split }) => split));
  if (!names.has("train") || !names.has("val")) return divideOver(rows);
  checkLeak(rows);
  return [...rows];
}

function divideOver(rows: readonly IndexRow[]): IndexRow[] {
  const { rows: divided, withinPatient } = divide(rows);
  if (withinPatient) {
    console.error(
      "All healthy images are of one patient: parts of them are held out in place of other patients. Thresholds and figures made from them say nothing about other people.",
    );
  } else checkLeak(divided);
  return divided;
}

/** @throws DataError when no row passes */
export function selectRows(rows: readonly IndexRow[], where: string): IndexRow[] {
  const passes = parseWhere(where);
  const selected = rows.filter(passes);
  if (selected.length > 0) return selected;
  throw new DataError(
    `No image is left by "${where}"; change the filter, or the splits and labels of the images. There are: ${balanceText(rows).join("; ")}.`,
  );
}
