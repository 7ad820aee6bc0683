import { ResiduaError } from "./residua-error.ts";

/** A bundle that does not follow the schema, or a network whose shapes do not fit it. */
export class ModelFormatError extends ResiduaError {
  override readonly code = "model-format";
}
