import { ResiduaError } from "./residua-error.ts";

/** A DICOMweb server that cannot be reached, or does not take what it was sent. */
export class StoreError extends ResiduaError {
  override readonly code = "store";
}
