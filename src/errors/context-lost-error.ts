import { ResiduaError } from "./residua-error.ts";

/** The GPU took the WebGL context away, or a read-back never came. */
export class ContextLostError extends ResiduaError {
  override readonly code = "context-lost";
}
