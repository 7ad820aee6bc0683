import { ResiduaError } from "./residua-error.ts";

/** A file or frame that is not DICOM, is damaged, or holds no image that Residua can read. */
export class DicomError extends ResiduaError {
  override readonly code = "dicom";
}
