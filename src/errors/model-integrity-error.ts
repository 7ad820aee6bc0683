import { ResiduaError } from "./residua-error.ts";

/** A model file whose SHA-256 or size differs from what the manifest or the bundle promises. */
export class ModelIntegrityError extends ResiduaError {
  override readonly code = "model-integrity";
}
