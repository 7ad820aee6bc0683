import { unzipSync, zipSync } from "fflate";
import { ModelFormatError } from "../../errors/index.ts";
import { descriptionPath } from "../../vae/bundle.ts";

/** Path inside the bundle -> bytes. */
export type BundleFiles = ReadonlyMap<string, Uint8Array<ArrayBuffer>>;

/** As in a bundle: larger files are not unpacked. */
const maximumFileBytes = 64 * 1024 * 1024;
const maximumBytes = 256 * 1024 * 1024;
const maximumFiles = 256;

/** A .zip of a bundle, all its files in one folder. */
export function zipBundle(files: BundleFiles, folder: string): Uint8Array<ArrayBuffer> {
  const entries = Object.fromEntries([...files].map(([path, bytes]) => [`${folder}/${path}`, bytes]));
  return zipSync(entries, { level: 6 }) as Uint8Array<ArrayBuffer>;
}

/**
 * The files of a bundle that was chosen as a .zip or as a folder. Nothing in them has been verified yet.
 *
 * @param paths relative, in the order of `files`
 * @throws ModelFormatError when there is no bundle in them, or too much
 */
export async function readBundleFiles(
  files: readonly File[],
  paths: readonly string[] = files.map((file) => file.webkitRelativePath || file.name),
): Promise<BundleFiles> {
  const only = files.length === 1 ? files[0] : undefined;
  if (only && only.size > maximumBytes) throw tooLarge();
  const bytes = only && new Uint8Array(await only.arrayBuffer());
  if (bytes && isZip(bytes)) return insideBundle(unzip(bytes));
  if (files.length > maximumFiles || files.reduce((sum, { size }) => sum + size, 0) > maximumBytes)
    throw tooLarge();
  const read = files.map(
    async (file, index) => [paths[index]!, new Uint8Array(await file.arrayBuffer())] as const,
  );
  return insideBundle(new Map(await Promise.all(read)));
}

/** "PK", 3, 4: a local file header (APPNOTE 4.3.7). */
function isZip(bytes: Uint8Array): boolean {
  return [0x50, 0x4b, 3, 4].every((byte, index) => bytes[index] === byte);
}

function unzip(bytes: Uint8Array): BundleFiles {
  let count = 0;
  let total = 0;
  try {
    const entries = unzipSync(bytes, {
      filter({ name, originalSize }) {
        if (name.endsWith("/")) return false;
        count += 1;
        total += originalSize;
        if (count > maximumFiles || originalSize > maximumFileBytes || total > maximumBytes) throw tooLarge();
        return true;
      },
    });
    return new Map(Object.entries(entries) as [string, Uint8Array<ArrayBuffer>][]);
  } catch (cause) {
    if (cause instanceof ModelFormatError) throw cause;
    throw new ModelFormatError("The .zip file is damaged. Fetch it again from its source.", {
      cause,
      details: { reason: "damaged-archive" },
    });
  }
}

/** The files beside bundle.json, by their paths from there. */
function insideBundle(files: BundleFiles): BundleFiles {
  const description = [...files.keys()]
    .filter((path) => path === descriptionPath || path.endsWith(`/${descriptionPath}`))
    .sort((a, b) => a.length - b.length)[0];
  if (description === undefined) {
    throw new ModelFormatError(
      "There is no bundle.json, so this is no model. Choose the .zip file of a model, or its folder.",
      { details: { reason: "no-bundle" } },
    );
  }
  const folder = description.slice(0, -descriptionPath.length);
  return new Map(
    [...files]
      .filter(([path]) => path.startsWith(folder))
      .map(([path, bytes]) => [path.slice(folder.length), bytes]),
  );
}

function tooLarge(): ModelFormatError {
  return new ModelFormatError(
    "This is larger than any model. Choose the .zip file of a model, or its folder.",
    { details: { reason: "too-large" } },
  );
}
