import { msg } from "@lit/localize";

/** What stands over every image that is scored although the model refuses it; short lines. */
export function overrideWarning(): readonly string[] {
  return [msg("This model is not meant for this image"), msg("Research only"), msg("Not for diagnostic use")];
}
