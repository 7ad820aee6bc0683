import { createRequire } from "node:module";
import { dirname, join, sep } from "node:path";
import "@tensorflow/tfjs";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { enableProdMode, ready, setBackend } from "@tensorflow/tfjs-core";
import { BackendUnavailableError } from "../errors/index.ts";

/**
 * Starts TensorFlow.js on WebAssembly, the fastest backend in Node without native code. The union package registers
 * all gradients and layers.
 *
 * @throws BackendUnavailableError when WebAssembly does not run here
 */
export async function startTensorflow(): Promise<void> {
  // Also keeps TensorFlow.js from advertising its native package.
  enableProdMode();
  const entry = createRequire(import.meta.url).resolve("@tensorflow/tfjs-backend-wasm/package.json");
  setWasmPaths(join(dirname(entry), "dist") + sep);
  const started = await setBackend("wasm").catch(() => false);
  await ready();
  if (!started) {
    throw new BackendUnavailableError(
      "TensorFlow.js cannot use WebAssembly in this version of Node; update Node.",
    );
  }
}
