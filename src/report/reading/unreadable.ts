import { DicomError } from "../../errors/index.ts";

/** Why an object cannot be shown over images; the interface has a sentence for each. */
export const unreadableReasons = [
  "too-large",
  "damaged",
  "compressed",
  "other-class",
  "fractional",
  "no-pixels",
  "cut-off",
  "no-place",
  "bad-segments",
  "bad-values",
] as const;
export type UnreadableReason = (typeof unreadableReasons)[number];

const sentences: Readonly<Record<UnreadableReason, string>> = {
  "too-large": "it is too large to be opened in a browser",
  damaged: "the file is damaged",
  compressed: "its pixels are compressed; store it uncompressed",
  "other-class": "it is no Segmentation and no Parametric Map",
  fractional: "it holds probabilities or occupancies (fractional) instead of masks",
  "no-pixels": "it has no pixel data of a kind that is known",
  "cut-off": "its pixel data ends early",
  "no-place": "a frame names neither the image that it lies on nor a place in the patient",
  "bad-segments": "its segments contradict themselves",
  "bad-values": "its stored values cannot be turned into real ones",
};

/** @throws nothing; the error is the caller's to throw */
export function unreadable(reason: UnreadableReason, cause?: unknown): DicomError {
  return new DicomError(`This object cannot be shown over images: ${sentences[reason]}.`, {
    details: { reason },
    ...(cause === undefined ? {} : { cause }),
  });
}

/** The reason of such an error; `damaged` for whatever else went wrong. */
export function unreadableReason(error: unknown): UnreadableReason {
  if (!(error instanceof DicomError)) return "damaged";
  return unreadableReasons.find((reason) => reason === error.details.reason) ?? "damaged";
}
