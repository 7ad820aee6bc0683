import type { BackendWasmThreadedSimdModule } from "@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.js";
import createModule from "@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.js";
import { wasmWorkerContents } from "@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.worker.js";
import type { WasmPaths } from "../protocol.ts";

/** A worker that a page's security policy forbids may stay silent instead of failing. */
const probeTimeoutMs = 3000;

/**
 * Starts the threaded build of the WebAssembly backend. TensorFlow.js can do this itself, but hands its threads the
 * text of a function, which a minifier has taken out of its surroundings by then; here they load the file.
 *
 * @returns undefined where threads do not start
 */
export async function startWasmThreads(paths: WasmPaths): Promise<BackendWasmThreadedSimdModule | undefined> {
  const script = paths["tfjs-backend-wasm-threaded-simd.js"];
  if (!(await canStartThread(script))) return undefined;
  // The text went through a string literal, which turned its "\n" into line breaks inside quotes.
  const thread = scriptUrl(wasmWorkerContents.replace(/\n/g, "\\n"));
  try {
    const module = await createModule({
      mainScriptUrlOrBlob: script,
      locateFile: (path) => (path.endsWith(".wasm") ? paths["tfjs-backend-wasm-threaded-simd.wasm"] : thread),
    });
    return withBridge(module as BackendWasmThreadedSimdModule & EmscriptenModule);
  } catch {
    // Without threads it may still run, and says why if it does not.
    return undefined;
  } finally {
    URL.revokeObjectURL(thread);
  }
}

/** Emscripten's own; the package's types rely on global ones that are not installed. */
interface EmscriptenModule {
  cwrap(name: string, returns: "number" | null, takes: readonly "number"[]): (...values: number[]) => number;
}

/** The calls that TensorFlow.js expects at the module. */
function withBridge(module: BackendWasmThreadedSimdModule & EmscriptenModule): BackendWasmThreadedSimdModule {
  module.tfjs = {
    init: module.cwrap("init", null, []),
    initWithThreadsCount: module.cwrap("init_with_threads_count", null, ["number"]),
    getThreadsCount: module.cwrap("get_threads_count", "number", []),
    registerTensor: module.cwrap("register_tensor", null, ["number", "number", "number"]),
    disposeData: module.cwrap("dispose_data", null, ["number"]),
    dispose: module.cwrap("dispose", null, []),
  };
  return module;
}

/**
 * Whether a worker from a blob: URL may run here and reach the script. Asked beforehand: once the backend starts its
 * threads, their failures cannot be told from those of this worker.
 */
async function canStartThread(script: string): Promise<boolean> {
  const url = scriptUrl(`importScripts(${JSON.stringify(script)}); postMessage("started");`);
  let probe: Worker | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    const worker = new Worker(url);
    probe = worker;
    return await new Promise((resolve) => {
      timer = setTimeout(() => resolve(false), probeTimeoutMs);
      worker.addEventListener("message", () => resolve(true));
      worker.addEventListener("error", (event) => {
        event.preventDefault();
        resolve(false);
      });
    });
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
    probe?.terminate();
    URL.revokeObjectURL(url);
  }
}

function scriptUrl(text: string): string {
  return URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
}
