import { type BundleFiles, descriptionPath, parseDescription } from "./bundle.ts";
import { sha256 } from "./sha256.ts";

export interface BundleChanges {
  readonly version: string;
  /** Path inside the bundle -> new bytes; a file that was not there is added. */
  readonly files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
}

/**
 * A bundle with some of its files replaced, the others byte for byte as they were.
 *
 * @returns path inside the bundle -> bytes, bundle.json among them
 * @throws ModelFormatError when the new description does not follow the schema
 */
export async function replaceFiles(
  { description, file }: BundleFiles,
  changes: BundleChanges,
): Promise<Map<string, Uint8Array<ArrayBuffer>>> {
  const files = new Map(Object.keys(description.files).map((path) => [path, file(path)]));
  const listed = { ...description.files };
  for (const [path, bytes] of changes.files) {
    files.set(path, bytes);
    listed[path] = { sha256: await sha256(bytes), bytes: bytes.length };
  }
  const text = JSON.stringify({ ...description, version: changes.version, files: listed });
  const bytes = new TextEncoder().encode(`${text}\n`);
  parseDescription(bytes);
  return files.set(descriptionPath, bytes);
}
