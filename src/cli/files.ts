import { mkdir, rename, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { filesInside } from "../dataset/files-inside.ts";
import { DataError } from "../errors/index.ts";

export interface ListedFile {
  readonly path: string;
  /** The user named the file itself, not a folder that it lies in. */
  readonly named: boolean;
}

/** These files, and all inside of these folders in the order of their paths; hidden ones are left out. @throws DataError */
export async function listFiles(paths: readonly string[]): Promise<ListedFile[]> {
  const files: ListedFile[] = [];
  for (const path of paths) {
    const found = await stat(path).catch((cause: unknown) => {
      throw new DataError(`${path} cannot be read; check the path.`, { cause });
    });
    if (found.isDirectory()) {
      for (const inside of await filesInside(path)) files.push({ path: inside, named: false });
    } else files.push({ path, named: true });
  }
  return files;
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
