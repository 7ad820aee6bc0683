import { ModelFormatError } from "../errors/index.ts";
import type { BundleSource } from "../vae/bundle-source.ts";

/** A bundle that has not been written yet. */
export function memoryBundleSource(files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>): BundleSource {
  return {
    url: "memory:",
    async read(path) {
      const bytes = files.get(path);
      if (bytes) return bytes;
      throw new ModelFormatError(`The bundle has no file ${path}.`, { details: { path } });
    },
  };
}
