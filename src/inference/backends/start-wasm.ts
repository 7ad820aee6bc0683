import { getThreadsCount, setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { env, findBackendFactory, registerBackend, removeBackend, setBackend } from "@tensorflow/tfjs-core";
import { BackendUnavailableError } from "../../errors/index.ts";
import type { WasmPaths } from "../protocol.ts";
import type { RunningBackend } from "./running-backend.ts";

const name = "wasm";
/** Threads start as workers from blob: URLs; where a page's security policy forbids those they never answer. */
const threadsTimeoutMs = 10_000;

/**
 * Starts TensorFlow.js on WebAssembly in this worker: with threads where the page is cross-origin isolated, and with
 * SIMD where the browser has it.
 *
 * @throws BackendUnavailableError
 */
export async function startWasm(paths: WasmPaths): Promise<RunningBackend> {
  setWasmPaths({ ...paths });
  if (!globalThis.crossOriginIsolated) env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
  if (!(await startWithThreads()) && !(await startWithoutThreads())) {
    throw new BackendUnavailableError(
      "The WebAssembly files of TensorFlow.js could not be loaded or are forbidden by the page's security policy.",
      { details: { url: paths["tfjs-backend-wasm-simd.wasm"] } },
    );
  }
  const use = async () => {
    await setBackend(name);
  };
  return { name, device: await deviceName(), use, isLost: () => false, stop: () => removeBackend(name) };
}

async function startWithThreads(): Promise<boolean> {
  if (!(await env().getAsync("WASM_HAS_MULTITHREAD_SUPPORT"))) return false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), threadsTimeoutMs);
  });
  const started = await Promise.race([setBackend(name), late]);
  clearTimeout(timer);
  return started;
}

async function startWithoutThreads(): Promise<boolean> {
  const factory = findBackendFactory(name);
  env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
  // A start that failed or still hangs is remembered under the name: forget it before trying again.
  removeBackend(name);
  registerBackend(name, factory);
  return setBackend(name);
}

async function deviceName(): Promise<string> {
  const simd = (await env().getAsync("WASM_HAS_SIMD_SUPPORT")) ? "SIMD" : "no SIMD";
  const threads = (await env().getAsync("WASM_HAS_MULTITHREAD_SUPPORT")) ? getThreadsCount() : 1;
  return `CPU, ${simd}, ${threads} ${threads === 1 ? "thread" : "threads"}`;
}
