import { mkdir, readdir, rm, stat, utimes } from "node:fs/promises";
import { join } from "node:path";

/** Ways of preparing whose images are kept; those used last. */
const keptWays = 8;
/** ms; what was used within this time is kept in any case, since another run may be at it. */
const inUse = 24 * 3600 * 1000;

/**
 * The folder for images that are prepared in one way; it is marked as used now. Folders of ways that have not been used
 * for longest are removed, so that trying out settings does not fill the disk.
 *
 * @param folder of all prepared images
 * @param way names it
 */
export async function openCache(folder: string, way: string): Promise<string> {
  const own = join(folder, way);
  await mkdir(own, { recursive: true });
  const now = new Date();
  await utimes(own, now, now);
  const ways: { path: string; used: number }[] = [];
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const found = await stat(path).catch(() => undefined);
    if (found?.isDirectory()) ways.push({ path, used: found.mtimeMs });
  }
  const old = ways.sort((a, b) => b.used - a.used).slice(keptWays);
  for (const { path, used } of old) {
    if (now.getTime() - used > inUse) await rm(path, { recursive: true, force: true });
  }
  return own;
}

/**
 * Where an image lies in such a folder: in one of 256 folders, none of which gets too many files to list.
 *
 * @param key the hash of its file, in hexadecimal digits
 * @param frame from 1; absent where the file has one image
 */
export function cachedPath(way: string, key: string, frame: number | undefined): string {
  return join(way, key.slice(0, 2), frame === undefined ? `${key}.bin` : `${key}-${frame}.bin`);
}
