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
    case "turned":
      return msg(
        str`The image is turned by ${details.degrees ?? "?"}° against how such images (${expected}) are usually shown.`,
      );
    case "view":
      return msg(str`The model is for these views: ${expected}; this one is ${found}.`);
    case "phantom":
      return msg("This is an image of a phantom, not of a patient.");
    case "post-operative":
      return msg(
        "The description speaks of an operation; the model knows healthy anatomy only, and will show its traces.",
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
    case "input-turned":
      return msg("The image seems to be turned or upside down.");
    case "input-inverted":
      return msg("The image seems to be inverted, with black and white exchanged.");
    case "input-mirrored":
      return msg("Left and right seem to be exchanged.");
    case "input-outline":
      return msg(
        "The outline of what the image shows is unlike that in the healthy images: it may be cropped, or another body part.",
      );
    case "input-layout":
      return msg(
        "What the image shows lies unlike in the healthy images: it may be cropped, or another body part or view.",
      );
    case "input-histogram":
      return msg(
        "Its brightness is distributed unlike in the healthy images: it may be another contrast or modality.",
      );
    case "input-latent":
      return msg("To the model this image is unlike all healthy ones; it may not be what the model is for.");
    case "input-residual":
      return msg(
        "The model cannot reproduce this image nearly as well as the healthy ones; it may not be what the model is for.",
      );
    default:
      return message;
  }
}
