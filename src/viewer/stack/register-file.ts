import { wadouri } from "@cornerstonejs/dicom-image-loader";
import type { ImageHeader } from "../files/image-header.ts";

/** Makes a local file known to the image loader; gives one image id a frame, counted from 1 as in DICOM. */
export function registerFile(file: File, { frames }: ImageHeader): readonly string[] {
  const imageId = wadouri.fileManager.add(file);
  if (frames === 1) return [imageId];
  return Array.from({ length: frames }, (_, index) => `${imageId}?frame=${index + 1}`);
}

/** @param imageId of any of the file's frames */
export function forgetFile(imageId: string): void {
  const index = /^dicomfile:(\d+)/.exec(imageId)?.[1];
  if (index !== undefined) wadouri.fileManager.remove(Number(index));
}
