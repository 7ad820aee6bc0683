import { createReadStream } from "node:fs";
import { readdir } from "node:fs/promises";
import { join, resolve, sep } from "node:path";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import { parse } from "csv-parse";
import { DataError } from "../../errors/index.ts";

export type TableRow = Readonly<Record<string, string>>;

/**
 * The rows of a CSV file with a header, plain or compressed (.gz), one at a time.
 *
 * @param required columns that must be there; other columns are passed on too
 * @throws DataError when the file cannot be read, or is of another form
 */
export async function* readTable(
  path: string,
  required: readonly string[],
  signal?: AbortSignal,
): AsyncGenerator<TableRow> {
  const parser = parse({
    columns: (names: string[]) => names.map((name) => name.trim()),
    bom: true,
    trim: true,
    skip_empty_lines: true,
    relax_quotes: true,
  });
  // What goes wrong reaches the loop below through the parser, which pipeline destroys.
  const done = () => undefined;
  const file = createReadStream(path);
  if (path.endsWith(".gz")) pipeline(file, createGunzip(), parser, done);
  else pipeline(file, parser, done);
  let isFirst = true;
  try {
    for await (const row of parser as AsyncIterable<TableRow>) {
      signal?.throwIfAborted();
      const missing = isFirst ? required.filter((name) => !(name in row)) : [];
      if (missing.length > 0) {
        throw new DataError(
          `The file ${path} has no column "${missing.join('", "')}"; is it of another set?`,
        );
      }
      isFirst = false;
      yield row;
    }
  } catch (cause) {
    signal?.throwIfAborted();
    if (cause instanceof DataError) throw cause;
    throw new DataError(`The file ${path} cannot be read as CSV; fetch it again.`, { cause });
  }
}

/** Names of the folder's own files that match, sorted. @throws DataError when there are none */
export async function findTables(folder: string, pattern: RegExp, expected: string): Promise<string[]> {
  const names = await readdir(folder).catch((cause: unknown) => {
    throw new DataError(`The folder ${folder} cannot be read; check the path.`, { cause });
  });
  const found = names.filter((name) => pattern.test(name)).sort();
  if (found.length === 0)
    throw new DataError(`The folder ${folder} holds no ${expected}; name the set's own folder.`);
  return found;
}

/** A path from an index file, which must not lead out of the set's folder. @throws DataError */
export function insideFolder(folder: string, ...parts: readonly string[]): string {
  const root = resolve(folder);
  const path = join(root, ...parts);
  if (!path.startsWith(root + sep)) {
    throw new DataError(
      `The index names ${parts.join("/")}, which leads out of its folder; do not use this set.`,
    );
  }
  return path;
}

/** A published path without its first folder, which is the set's own and may have been renamed. */
export function withoutFirst(path: string): string {
  return path.split("/").slice(1).join("/");
}
