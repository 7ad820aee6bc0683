import { BackendWasm, getThreadsCount, setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { env, registerBackend, removeBackend, setBackend } from "@tensorflow/tfjs-core";
import { BackendUnavailableError } from "../../errors/index.ts";
import type { WasmPaths } from "../protocol.ts";
import type { RunningBackend } from "./running-backend.ts";
import { startWasmThreads } from "./start-wasm-threads.ts";

const name = "wasm";
/** TensorFlow.js takes a thread for every two logical processors, at most eight: below this there is just one. */
const processorsForThreads = 4;

/**
 * Starts TensorFlow.js on WebAssembly in this worker: with threads where the page is cross-origin isolated, and with
 * SIMD where the browser has it.
 *
 * @throws BackendUnavailableError
 */
export async function startWasm(paths: WasmPaths): Promise<RunningBackend> {
  const simd = await env().getAsync("WASM_HAS_SIMD_SUPPORT");
  const canThread =
    globalThis.crossOriginIsolated &&
    navigator.hardwareConcurrency >= processorsForThreads &&
    simd &&
    (await env().getAsync("WASM_HAS_MULTITHREAD_SUPPORT"));
  const threaded = canThread ? await startWasmThreads(paths) : undefined;
  if (threaded) {
    removeBackend(name);
    registerBackend(name, () => new BackendWasm(threaded));
  } else {
    setWasmPaths({ ...paths });
    env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
  }
  if (!(await setBackend(name))) {
    throw new BackendUnavailableError(
      "The WebAssembly files of TensorFlow.js could not be loaded or are forbidden by the page's security policy.",
      { details: { url: paths["tfjs-backend-wasm-simd.wasm"] } },
    );
  }
  const threads = threaded ? getThreadsCount() : 1;
  return {
    name,
    device: `CPU, ${simd ? "SIMD" : "no SIMD"}, ${threads} ${threads === 1 ? "thread" : "threads"}`,
    use: async () => {
      await setBackend(name);
    },
    isLost: () => false,
    stop: () => removeBackend(name),
  };
}
