import { ModelFormatError } from "../errors/index.ts";
import type { BundleSource } from "./bundle-source.ts";

/** A bundle that is not on a server: one just made, or one of the user's own. */
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
