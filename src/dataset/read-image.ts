import { DataError } from "../errors/index.ts";
import type { Frame } from "../imaging/frame.ts";
import { dicomFrames } from "./dicom/file-facts.ts";
import { imageFormat } from "./image-format.ts";
import { niftiSlices, readNifti } from "./nifti/read-nifti.ts";
import { readJpeg, readPng } from "./raster/read-raster.ts";
import { readDicomFrames } from "./read-dicom.ts";

export interface ReadImageOptions {
  /** Numbers of the frames or slices to read, from 1; all when absent. */
  readonly wanted?: readonly number[];
  readonly signal?: AbortSignal;
}

/**
 * Reads the frames of an image file one at a time: DICOM, NIfTI (axial slices), PNG, JPEG, by its content.
 *
 * @throws DicomError or DataError when the bytes are none of these, or damaged; the signal's reason when aborted
 */
export async function* readImage(bytes: Uint8Array, options: ReadImageOptions = {}): AsyncGenerator<Frame> {
  options.signal?.throwIfAborted();
  const format = imageFormat(bytes);
  if (format === "nifti") yield* readNifti(bytes, options);
  else if (format === "png" || format === "jpeg") {
    const other = options.wanted?.find((number) => number !== 1);
    if (other !== undefined)
      throw new DataError(`A PNG or JPEG file has one image; there is no frame ${other}.`);
    yield format === "png" ? readPng(bytes) : await readJpeg(bytes);
  } else yield* readDicomFrames(bytes, options);
}

/** How many frames or slices an image file says that it has. @throws DicomError or DataError when its header is damaged */
export function countFrames(bytes: Uint8Array): number {
  const format = imageFormat(bytes);
  if (format === "nifti") return niftiSlices(bytes);
  return format === "dicom" ? dicomFrames(bytes) : 1;
}
