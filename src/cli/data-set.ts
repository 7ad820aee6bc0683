import { stat } from "node:fs/promises";
import { join } from "node:path";
import { type IndexRow, readIndex } from "../dataset/index-csv.ts";
import { parseWhere } from "../dataset/where.ts";
import { DataError } from "../errors/index.ts";

/** @param path of an index, or of a folder that holds index.csv. @throws DataError */
export async function readDataSet(path: string): Promise<IndexRow[]> {
  const found = await stat(path).catch((cause: unknown) => {
    throw new DataError(`${path} cannot be read; check the path.`, { cause });
  });
  return readIndex(found.isDirectory() ? join(path, "index.csv") : path);
}

/** @throws DataError when no row passes */
export function selectRows(rows: readonly IndexRow[], where: string): IndexRow[] {
  const passes = parseWhere(where);
  const selected = rows.filter(passes);
  if (selected.length === 0) throw new DataError(`No image of the index is left by "${where}".`);
  return selected;
}
