import workerScript from "../../src/inference/worker.ts?worker&url";
import type { ResiduaConfiguration } from "./configuration.ts";

/** Where the files beside the module lie. Read while the module starts: a UMD build knows its own URL only then. */
const builtWorker = new URL(workerScript, import.meta.url).href;

/** This module's own URL, by which OHIF can load it; a UMD build has none. */
export const moduleUrl: string | undefined = import.meta.url;

export interface Assets {
  /** URL of manifest.json. */
  readonly manifest: string;
  /** Of the folder with TensorFlow.js's .wasm files. */
  readonly wasm: string;
  createWorker(): Worker;
}

/** The plugin's own files, from `assetBase` or else from beside the module. */
export function findAssets({ assetBase, manifest }: ResiduaConfiguration): Assets {
  const base =
    assetBase === undefined ? new URL(".", builtWorker) : new URL(withSlash(assetBase), document.baseURI);
  const worker = new URL(builtWorker.slice(builtWorker.lastIndexOf("/") + 1), base);
  return {
    manifest:
      manifest === undefined ? new URL("manifest.json", base).href : new URL(manifest, document.baseURI).href,
    wasm: base.href,
    createWorker: () => createWorker(worker),
  };
}

/** Browsers start workers only from the page's own origin; a script there may import the real one from elsewhere. */
function createWorker(script: URL): Worker {
  const options = { type: "module", name: "residua-inference" } as const;
  if (script.origin === location.origin) return new Worker(script, options);
  const url = URL.createObjectURL(
    new Blob([`import ${JSON.stringify(script.href)};`], { type: "text/javascript" }),
  );
  try {
    return new Worker(url, options);
  } finally {
    // The worker has begun to fetch it.
    URL.revokeObjectURL(url);
  }
}

const withSlash = (url: string) => (url.endsWith("/") ? url : `${url}/`);
