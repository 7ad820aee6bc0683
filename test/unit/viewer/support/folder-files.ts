import { readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";

/** All files of a folder: path inside it, with "/" -> bytes. */
export async function folderFiles(folder: string): Promise<Map<string, Uint8Array<ArrayBuffer>>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const read = files.map(
    async (file) =>
      [relative(folder, file).split(sep).join("/"), new Uint8Array(await readFile(file))] as const,
  );
  return new Map(await Promise.all(read));
}
