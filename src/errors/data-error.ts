import { ResiduaError } from "./residua-error.ts";

/** A data set (index, folder, split) that cannot be used as it is. */
export class DataError extends ResiduaError {
  override readonly code = "data";
}
