import { DicomError } from "../../errors/index.ts";

/** Why a file is not opened; the interface has a sentence for each. */
export const refusalReasons = [
  "empty",
  "too-large",
  "unreadable",
  "not-dicom",
  "damaged",
  "dicomdir",
  "pdf",
  "document",
  "radiotherapy",
  "report",
  "presentation",
  "segmentation",
  "overlay",
  "waveform",
  "video",
  "no-pixels",
  "no-size",
  "cut-off",
  "encoding",
  "decode",
  "picture",
  "unsuitable",
] as const;
export type RefusalReason = (typeof refusalReasons)[number];

const sentences: Readonly<Record<RefusalReason, string>> = {
  empty: "The file is empty.",
  "too-large": "The file is too large to open in a browser.",
  unreadable: "The browser could not read the file; it may have been moved or deleted.",
  "not-dicom": "This is not a DICOM file.",
  damaged: "The file is damaged: its header cannot be read.",
  dicomdir: "This is a DICOMDIR, an index without images. Open the folder that it lies in.",
  pdf: "This is a PDF document in DICOM, not an image.",
  document: "This is a document in DICOM, not an image.",
  radiotherapy: "This is a radiotherapy object without an image of its own.",
  report: "This is a structured report, not an image.",
  presentation: "This says how to present other images; it holds none.",
  segmentation: "This is a segmentation of other images, which cannot be shown on its own.",
  overlay: "This is a segmentation or a map that lies over other images; open it in the viewer beside them.",
  waveform: "This is a waveform, not an image.",
  video: "This is a video, which cannot be shown here.",
  "no-pixels": "The file holds no image.",
  "no-size": "The image's size is missing or impossible.",
  "cut-off": "The file is cut off: the image's pixels are incomplete.",
  encoding: "The image is stored in an encoding that cannot be read here.",
  decode: "The image's pixels could not be decoded.",
  picture: "The PNG or JPEG file is damaged.",
  unsuitable: "The image shows nothing that the preset can prepare.",
};

export function refusal(reason: RefusalReason, cause?: unknown): DicomError {
  return new DicomError(sentences[reason], {
    details: { reason },
    ...(cause === undefined ? {} : { cause }),
  });
}

/** The reason of a refusal; `decode` for whatever else went wrong with a file. */
export function refusalReason(error: unknown): RefusalReason {
  if (!(error instanceof DicomError)) return "decode";
  return refusalReasons.find((reason) => reason === error.details.reason) ?? "decode";
}
