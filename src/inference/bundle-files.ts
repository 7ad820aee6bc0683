import type { BundleSource } from "../vae/bundle-source.ts";
import type { KeptFiles } from "./protocol.ts";

/** Bundles up to this size are kept in memory, to start a new worker from after a fault. */
const maximumBytes = 128 * 1024 * 1024;

export interface RememberingSource extends BundleSource {
  /** All files read so far, or undefined when they are too large to keep. */
  readonly files: KeptFiles | undefined;
}

/** Reads each file of a bundle once, and again from memory. */
export function rememberFiles(source: BundleSource, known: KeptFiles = new Map()): RememberingSource {
  let files: Map<string, Uint8Array<ArrayBuffer>> | undefined = new Map(known);
  let total = [...known.values()].reduce((sum, bytes) => sum + bytes.byteLength, 0);
  return {
    url: source.url,
    get files() {
      return files;
    },
    async read(path, options) {
      const kept = files?.get(path);
      if (kept) return kept;
      const bytes = await source.read(path, options);
      total += bytes.byteLength;
      if (total > maximumBytes) files = undefined;
      files?.set(path, bytes);
      return bytes;
    },
  };
}
