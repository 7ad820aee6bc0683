import { ResiduaError } from "./residua-error.ts";

/** Neither WebGL nor WebAssembly can run here. */
export class BackendUnavailableError extends ResiduaError {
  override readonly code = "backend-unavailable";
}
