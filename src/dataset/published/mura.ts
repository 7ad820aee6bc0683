import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { DataError } from "../../errors/index.ts";
import type { PublishedImage, PublishedReader } from "./published-image.ts";
import { findTables, insideFolder, withoutFirst } from "./read-table.ts";

const imagePath =
  /\/(?<split>train|valid)\/XR_(?<part>[A-Z]+)\/(?<patient>patient\d+)\/(?<study>study\d+_(?<result>positive|negative))\/[^/]+$/;

/**
 * MURA 1.1, radiographs of upper limbs (Rajpurkar et al. 2018): train_image_paths.csv and valid_image_paths.csv name the
 * images, *_labeled_studies.csv the studies with 1 for abnormal; none has a header.
 */
export const readMura: PublishedReader = async function* (folder, signal) {
  const tables = await findTables(
    folder,
    /^(train|valid)_image_paths\.csv$/,
    "train_image_paths.csv of MURA",
  );
  for (const table of tables) {
    const [prefix] = table.split("_", 1);
    const studies = new Map<string, string | undefined>();
    for (const [path = "", value] of await readCells(join(folder, `${prefix}_labeled_studies.csv`))) {
      studies.set(path.replace(/\/$/, ""), value);
    }
    for (const [path = ""] of await readCells(join(folder, table))) {
      signal?.throwIfAborted();
      yield toImage(folder, path, studies);
    }
  }
};

function toImage(
  folder: string,
  path: string,
  studies: ReadonlyMap<string, string | undefined>,
): PublishedImage {
  const found = imagePath.exec(path)?.groups;
  if (!found) throw new DataError(`"${path}" is not a path as MURA has them.`);
  const study = path.slice(0, path.lastIndexOf("/"));
  const value = studies.get(study);
  return {
    files: [insideFolder(folder, withoutFirst(path))],
    patient: found.patient!,
    split: found.split === "valid" ? "val" : "train",
    label: value === "1" ? "abnormal" : value === "0" ? "normal" : undefined,
    facts: { bodyPart: found.part!.toLowerCase(), study: `${found.patient}_${found.study}` },
  };
}

async function readCells(path: string): Promise<string[][]> {
  try {
    return parse(await readFile(path, "utf8"), { bom: true, trim: true, skip_empty_lines: true });
  } catch (cause) {
    throw new DataError(`The file ${path} is missing or no CSV; fetch the set again.`, { cause });
  }
}
