import { ResiduaError } from "./residua-error.ts";

/** A viewport of the host that Residua cannot draw on: not a stack of images, or already destroyed. */
export class ViewportError extends ResiduaError {
  override readonly code = "viewport";
}
