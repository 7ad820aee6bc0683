import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { parse } from "csv-parse/sync";
import { DataError } from "../../errors/index.ts";
import type { LatentImage } from "../../latent/latent-image.ts";

/**
 * Adds a table's columns to the images, by `file` (the file's name) where the table has that column, else by `patient`.
 * Images that the table does not name keep their own columns.
 *
 * @throws DataError when the table cannot be read, names a patient or file twice, or names none of the images
 */
export async function joinTable(
  images: readonly LatentImage[],
  path: string,
): Promise<readonly LatentImage[]> {
  const rows = await readTable(path);
  const key = rows[0] && "file" in rows[0] ? "file" : "patient";
  const byKey = new Map<string, Record<string, string>>();
  for (const row of rows) {
    const value = row[key];
    if (!value)
      throw new DataError(`${path} needs a column "patient" or "file" that is filled in every row.`);
    const name = key === "file" ? basename(value) : value;
    if (byKey.has(name)) {
      throw new DataError(`${path} names ${key} "${name}" twice; keep one row for each.`);
    }
    byKey.set(name, row);
  }
  let known = 0;
  const joined = images.map((image) => {
    const row = byKey.get(key === "file" ? basename(image.file) : image.patient);
    if (!row) return image;
    known++;
    return { ...image, columns: { ...image.columns, ...row } };
  });
  if (known === 0) throw new DataError(`${path} names none of the images; check its column "${key}".`);
  if (known < images.length) console.error(`The table says nothing of ${images.length - known} images.`);
  return joined;
}

async function readTable(path: string): Promise<Record<string, string>[]> {
  try {
    return parse(await readFile(path, "utf8"), {
      columns: true,
      bom: true,
      skip_empty_lines: true,
      trim: true,
    });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new DataError(`The table ${path} cannot be read: ${reason}.`, { cause });
  }
}
