import { msg } from "@lit/localize";
import type { RefusalReason } from "../files/refusal.ts";

/** Why a file was not opened, in the interface's language. */
export function refusalText(reason: RefusalReason): string {
  switch (reason) {
    case "empty":
      return msg("The file is empty.");
    case "too-large":
      return msg("The file is too large to open in a browser.");
    case "unreadable":
      return msg("The browser could not read the file; it may have been moved or deleted.");
    case "not-dicom":
      return msg("This is not a DICOM file.");
    case "damaged":
      return msg("The file is damaged: its header cannot be read.");
    case "dicomdir":
      return msg("This is a DICOMDIR, an index without images. Open the folder that it lies in.");
    case "pdf":
      return msg("This is a PDF document in DICOM, not an image.");
    case "document":
      return msg("This is a document in DICOM, not an image.");
    case "radiotherapy":
      return msg("This is a radiotherapy object without an image of its own.");
    case "report":
      return msg("This is a structured report, not an image.");
    case "presentation":
      return msg("This says how to present other images; it holds none.");
    case "segmentation":
      return msg("This is a segmentation of other images, which cannot be shown on its own.");
    case "overlay":
      return msg(
        "This is a segmentation or a map that lies over other images; open it in the viewer beside them.",
      );
    case "waveform":
      return msg("This is a waveform, not an image.");
    case "video":
      return msg("This is a video, which cannot be shown here.");
    case "no-pixels":
      return msg("The file holds no image.");
    case "no-size":
      return msg("The image's size is missing or impossible.");
    case "cut-off":
      return msg("The file is cut off: the image's pixels are incomplete.");
    case "encoding":
      return msg("The image is stored in an encoding that cannot be read here.");
    case "decode":
      return msg("The image's pixels could not be decoded.");
    case "picture":
      return msg("The PNG or JPEG file is damaged.");
    case "unsuitable":
      return msg("The image shows nothing that the preset can prepare.");
  }
}
