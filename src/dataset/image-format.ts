import { isDicom } from "./dicom/parse-file.ts";
import { isNifti } from "./nifti/header.ts";
import { inflateHead, isGzip, niftiHeadBytes } from "./nifti/inflate.ts";
import { isPng } from "./raster/png-stream.ts";
import { isJpeg } from "./raster/read-raster.ts";

export const imageFormats = ["dicom", "png", "jpeg", "nifti"] as const;
export type ImageFormat = (typeof imageFormats)[number];

/** So much of a file's beginning tells what it is. */
export const formatHeadBytes = niftiHeadBytes;

/** What a file holds, by its content; `undefined` for anything else. @param head `formatHeadBytes` or more */
export function imageFormat(head: Uint8Array): ImageFormat | undefined {
  if (isDicom(head)) return "dicom";
  if (isPng(head)) return "png";
  if (isJpeg(head)) return "jpeg";
  if (!isGzip(head)) return isNifti(head) ? "nifti" : undefined;
  try {
    return isNifti(inflateHead(head)) ? "nifti" : undefined;
  } catch {
    return undefined;
  }
}
