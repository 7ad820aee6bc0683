import { cardPath, descriptionPath, parseDescription } from "./bundle.ts";
import { sha256 } from "./sha256.ts";

/**
 * A bundle with other contents for some of its files, as another card; bundle.json gets their hashes.
 *
 * @param files of a whole bundle, left as they are
 * @param replacements by path; each has to be one of the bundle's files, or the card
 * @param version of the new bundle; as before where it is not given
 * @throws RangeError when the bundle has no such file, ModelFormatError when its bundle.json is not valid
 */
export async function replaceFiles(
  files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>,
  replacements: ReadonlyMap<string, Uint8Array<ArrayBuffer>>,
  version?: string,
): Promise<Map<string, Uint8Array<ArrayBuffer>>> {
  const description = parseDescription(files.get(descriptionPath) ?? new Uint8Array());
  const listed = { ...description.files };
  for (const [path, bytes] of replacements) {
    if (!(path in listed || path === cardPath)) throw new RangeError(`The bundle has no file ${path}.`);
    listed[path] = { sha256: await sha256(bytes), bytes: bytes.length };
  }
  const changed = { ...description, ...(version === undefined ? {} : { version }), files: listed };
  const json = new TextEncoder().encode(`${JSON.stringify(changed)}\n`);
  parseDescription(json);
  return new Map([...files, ...replacements, [descriptionPath, json]]);
}
