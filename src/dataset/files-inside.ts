import { readdir } from "node:fs/promises";
import { join } from "node:path";

/** All files in a folder and below, in the order of their paths; hidden ones are left out, links are not followed. */
export async function filesInside(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith("."))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort((a, b) => (a < b ? -1 : 1));
}
