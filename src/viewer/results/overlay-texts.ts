import { msg } from "@lit/localize";
import type { UnreadableReason } from "../../report/reading/unreadable.ts";

/** Why an object is not shown over images, in the interface's language. */
export function unreadableText(reason: UnreadableReason): string {
  switch (reason) {
    case "too-large":
      return msg("It is too large to be opened in a browser.");
    case "damaged":
      return msg("The file is damaged, or contradicts itself.");
    case "compressed":
      return msg("Its pixels are compressed. Store it uncompressed (Explicit VR Little Endian).");
    case "other-class":
      return msg("It is no Segmentation and no Parametric Map.");
    case "fractional":
      return msg("It holds probabilities or occupancies (fractional) instead of masks.");
    case "no-pixels":
      return msg("It has no pixel data of a kind that is known.");
    case "cut-off":
      return msg("Its pixel data ends early; fetch the file again from its source.");
    case "no-place":
      return msg("It says neither on which images nor where in the patient it lies.");
    case "bad-segments":
      return msg("Its segments contradict themselves.");
    case "bad-values":
      return msg("Its stored values cannot be turned into real ones.");
  }
}
