import { ResiduaError } from "./residua-error.ts";

/** A manifest.json that is missing, not JSON, or does not follow the schema; the message names the field. */
export class ManifestError extends ResiduaError {
  override readonly code = "manifest";
}
