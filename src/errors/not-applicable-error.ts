import { ResiduaError } from "./residua-error.ts";

/** An image that the model is not for (see the bundle's applicability). */
export class NotApplicableError extends ResiduaError {
  override readonly code = "not-applicable";
}
