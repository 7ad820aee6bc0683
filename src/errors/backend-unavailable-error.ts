import { ResiduaError } from "./residua-error.ts";

/** No backend of TensorFlow.js can run here, or not the one that was asked for. */
export class BackendUnavailableError extends ResiduaError {
  override readonly code = "backend-unavailable";
}
