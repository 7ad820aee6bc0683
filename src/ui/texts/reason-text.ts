import { msg, str } from "@lit/localize";
import type { ApplicabilityReason } from "../../scoring/result.ts";
import { termText } from "./term-text.ts";

const inner: ReadonlySet<string> = new Set(["not-applicable", "dicom"]);

/** Why a model applies with caution or not at all; the English message where a newer bundle brings an unknown code. */
export function reasonText(reason: ApplicabilityReason): string {
  const { message, details } = reason;
  // A refusal by the preprocessing or the reader of frames comes with the reason inside.
  const code = inner.has(reason.code) ? String(details.reason) : reason.code;
  const expected = termText(details.expected);
  const found = termText(details.found);
  switch (code) {
    case "modality":
      return msg(str`The model is for ${expected} images; this one is ${found}.`);
    case "modality-unknown":
      return msg(str`The image does not name its modality; the model is for ${expected}.`);
    case "localizer":
      return msg("This is a localizer, not a diagnostic image.");
    case "body-part":
      return msg(str`The model is for another body part (${expected}); this image shows: ${found}.`);
    case "body-part-unknown":
      return msg(str`The image does not name the body part; the model is for: ${expected}.`);
    case "plane":
      return msg(str`The model is for ${expected} images; this one is ${found}.`);
    case "plane-unknown":
      return msg(
        str`The image does not say how it lies in the patient; the model is for ${expected} images.`,
      );
    case "contrast":
      return msg(str`This looks like ${found}; the model was trained on ${expected}.`);
    case "contrast-unknown":
      return msg(str`The image does not name its contrast; the model was trained on ${expected}.`);
    case "no-foreground":
      return msg("Nothing was found in the image that the model could look at.");
    case "no-contrast":
      return msg("The image has no contrast where the model looks.");
    case "not-hounsfield":
      return msg(
        "The values of this image are not Hounsfield units: choose a CT image as the scanner made it.",
      );
    case "colour":
      return msg("This is a colour image; the model is for greyscale images.");
    case "decode":
      return msg("The image's pixels could not be decoded.");
    case "size":
      return msg("The image is too small or too large for the model.");
    case "foreground-small":
      return msg(str`Only ${details.percent ?? "?"} % of the image is not air, too little for this model.`);
    case "foreground-large":
      return msg(
        str`${details.percent ?? "?"} % of the image is not air: it is cropped, or not what the model is for.`,
      );
    case "foreground-caution":
      return msg(
        str`Only ${details.percent ?? "?"} % of the image is not air; the model saw few such images.`,
      );
    case "aspect":
      return msg(
        str`What the image shows is ${details.ratio ?? "?"} times as wide as high, unlike any image the model is for.`,
      );
    default:
      return message;
  }
}
