import { ResiduaError } from "./residua-error.ts";

/** A training run that cannot start or go on; the message says why. */
export class TrainingError extends ResiduaError {
  override readonly code = "training";
}
