import { ResiduaError } from "./residua-error.ts";

/** A model's file that could not be fetched or is not there; asking again may help. */
export class ModelUnavailableError extends ResiduaError {
  override readonly code = "model-unavailable";
}
