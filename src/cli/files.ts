import { mkdir, readdir, rename, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { DataError } from "../errors/index.ts";

/** All files under these files and folders, in the order of their paths; hidden ones are left out. @throws DataError */
export async function listFiles(paths: readonly string[]): Promise<string[]> {
  const files: string[] = [];
  for (const path of paths) {
    const found = await stat(path).catch((cause: unknown) => {
      throw new DataError(`${path} cannot be read; check the path.`, { cause });
    });
    if (!found.isDirectory()) files.push(path);
    else files.push(...(await filesInside(path)));
  }
  return files;
}

async function filesInside(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith("."))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** Writes a file so that a reader, or the next run, never sees half of it. */
export async function writeWhole(path: string, bytes: Uint8Array | string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}.tmp`;
  await writeFile(temporary, bytes);
  await rename(temporary, path);
}

/** Writes a bundle; bundle.json, which names the hashes of the others, comes last. */
export async function writeBundle(folder: string, files: ReadonlyMap<string, Uint8Array>): Promise<void> {
  const paths = [...files.keys()].sort((a, b) => Number(a === "bundle.json") - Number(b === "bundle.json"));
  for (const path of paths) await writeWhole(join(folder, path), files.get(path)!);
}
