import type { BackendName } from "../engine.ts";
import type { WasmPaths } from "../protocol.ts";
import type { RunningBackend } from "./running-backend.ts";

export interface StartBackendOptions {
  readonly wasmPaths: WasmPaths;
  /** The GPU has taken the WebGL context away. */
  readonly onLost: () => void;
}

/**
 * Each is a file of its own, fetched when it is tried: most pages use one.
 *
 * @throws BackendUnavailableError when it does not run here.
 */
export async function startBackend(
  name: BackendName,
  { wasmPaths, onLost }: StartBackendOptions,
): Promise<RunningBackend> {
  switch (name) {
    case "webgl":
      return (await import("./start-webgl.ts")).startWebgl(onLost);
    case "wasm":
      return (await import("./start-wasm.ts")).startWasm(wasmPaths);
    case "cpu":
      return (await import("./start-cpu.ts")).startCpu();
  }
}
