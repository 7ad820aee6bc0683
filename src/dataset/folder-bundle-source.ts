import { open, realpath, stat } from "node:fs/promises";
import { join, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { ModelFormatError, ModelUnavailableError } from "../errors/index.ts";
import { type BundleSource, tooLong } from "../vae/bundle-source.ts";

/** Reads a bundle from a folder; a path or link that leads out of the folder is refused. */
export function folderBundleSource(folder: string): BundleSource {
  return {
    url: pathToFileURL(folder).href,
    async read(path, { signal, maximumBytes = Number.POSITIVE_INFINITY } = {}) {
      signal?.throwIfAborted();
      const file = await locate(folder, path);
      const handle = await open(file);
      try {
        const { size } = await handle.stat();
        if (size > maximumBytes) throw tooLong(path, maximumBytes);
        const bytes = new Uint8Array(size);
        let read = 0;
        while (read < size) {
          const { bytesRead } = await handle.read(bytes, read, size - read, read);
          if (bytesRead === 0) break;
          read += bytesRead;
        }
        return bytes.subarray(0, read);
      } finally {
        await handle.close();
      }
    },
  };
}

async function locate(folder: string, path: string): Promise<string> {
  let root: string;
  let file: string;
  try {
    root = await realpath(folder);
    file = await realpath(join(root, path));
    if (!(await stat(file)).isFile()) throw new Error(`${file} is not a file`);
  } catch (cause) {
    throw new ModelUnavailableError(
      `The model has no file ${path} in ${folder}; check that the bundle is complete.`,
      {
        cause,
        details: { path },
      },
    );
  }
  if (!file.startsWith(root + sep)) {
    throw new ModelFormatError(`The model's path ${path} leads out of its folder; do not use this bundle.`, {
      details: { path },
    });
  }
  return file;
}
