import { cache, imageLoader, metaData } from "@cornerstonejs/core";
import { readFrame } from "../../../plugin/cornerstone/read-frame.ts";
import { readAttributes, text } from "../../../plugin/cornerstone/read-tags.ts";
import type { Frame } from "../../imaging/frame.ts";
import { readHeader } from "../files/read-header.ts";
import { initCornerstone } from "../stack/cornerstone.ts";
import { forgetFile, registerFile } from "../stack/register-file.ts";

export interface DicomImages {
  /** Patient ID (0010,0020), else undefined. */
  readonly patientId: string | undefined;
  readonly studyInstanceUID: string;
  /** One frame at a time. */
  readonly frames: () => AsyncGenerator<Frame>;
}

/**
 * The images of a DICOM file, decoded as the viewer decodes them.
 *
 * @throws DicomError with `details.reason` when it holds none that can be read
 */
export async function readDicomImages(file: File): Promise<DicomImages> {
  const header = await readHeader(file);
  await initCornerstone();
  const imageIds = registerFile(file, header);
  const first = imageIds[0]!;
  // The metadata are there once an image has been loaded.
  await imageLoader.loadAndCacheImage(first);
  return {
    patientId: text(readAttributes(metaData, first).PatientID),
    studyInstanceUID: header.studyInstanceUID,
    async *frames() {
      try {
        for (const imageId of imageIds) {
          const image = await imageLoader.loadAndCacheImage(imageId);
          yield readFrame(image, metaData);
          cache.removeImageLoadObject(imageId, { force: true });
        }
      } finally {
        forgetFile(first);
      }
    },
  };
}
