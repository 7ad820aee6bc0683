import type { BackendName } from "../engine.ts";
import type { WasmPaths } from "../protocol.ts";
import type { RunningBackend } from "./running-backend.ts";
import { startCpu } from "./start-cpu.ts";
import { startWasm } from "./start-wasm.ts";
import { startWebgl } from "./start-webgl.ts";

export interface StartBackendOptions {
  readonly wasmPaths: WasmPaths;
  /** The GPU has taken the WebGL context away. */
  readonly onLost: () => void;
}

/** @throws BackendUnavailableError when it does not run here. */
export function startBackend(
  name: BackendName,
  { wasmPaths, onLost }: StartBackendOptions,
): Promise<RunningBackend> {
  switch (name) {
    case "webgl":
      return startWebgl(onLost);
    case "wasm":
      return startWasm(wasmPaths);
    case "cpu":
      return startCpu();
  }
}
