import { DicomError } from "../errors/index.ts";
import type { PhotometricInterpretation } from "./frame.ts";
import type { FrameSource } from "./frame-source.ts";

const smallestSide = 8;
const largestSide = 16_384;
/** 64 Mpx: twice the largest mammogram, 256 MB as float32. */
const mostPixels = 2 ** 26;

export interface CheckedSource {
  readonly photometricInterpretation: PhotometricInterpretation;
  /** Where this frame's pixels start in the source's. */
  readonly offset: number;
  readonly frameNumber: number;
}

/** @throws DicomError when the source is in colour, has an unusable size, or its pixels do not fit that size */
export function checkSource(source: FrameSource): CheckedSource {
  checkSize(source);
  const photometricInterpretation = source.photometricInterpretation.trim();
  const { samplesPerPixel = 1 } = source;
  if (
    samplesPerPixel !== 1 ||
    (photometricInterpretation !== "MONOCHROME1" && photometricInterpretation !== "MONOCHROME2")
  ) {
    throw new DicomError(
      `This image is not plain greyscale (photometric interpretation ${photometricInterpretation || "missing"}, ${samplesPerPixel} samples a pixel). Choose a greyscale image.`,
      { details: { reason: "colour", photometricInterpretation, samplesPerPixel } },
    );
  }
  return { photometricInterpretation, ...locate(source) };
}

function checkSize({ rows, columns }: FrameSource): void {
  const isSide = (n: number) => Number.isInteger(n) && n >= smallestSide && n <= largestSide;
  if (isSide(rows) && isSide(columns) && rows * columns <= mostPixels) return;
  throw new DicomError(
    `This image has ${rows} rows and ${columns} columns. Residua reads images from ${smallestSide} x ${smallestSide} to ${largestSide} pixels a side and ${mostPixels / 2 ** 20} megapixels in all.`,
    { details: { reason: "size", rows, columns } },
  );
}

function locate(source: FrameSource): { offset: number; frameNumber: number } {
  const { pixels, rows, columns, frameNumber = 1 } = source;
  const count = rows * columns;
  if (!Number.isInteger(frameNumber) || frameNumber < 1) {
    throw new DicomError(`There is no frame ${frameNumber}: frames are counted from 1.`, {
      details: { reason: "frame", frameNumber },
    });
  }
  // DICOM pads an odd number of bytes with one more (PS3.5 8.1.1); it may reach us as one value.
  const holds = Math.floor(pixels.length / count);
  const left = pixels.length - holds * count;
  if (holds === 0 || left > 1) {
    throw new DicomError(
      `The pixel data are incomplete: ${rows} x ${columns} pixels need ${count} values a frame, and there are ${pixels.length}. Export the image again.`,
      { details: { reason: "length", rows, columns, length: pixels.length } },
    );
  }
  if (holds === 1) return { offset: 0, frameNumber };
  if (frameNumber > holds) {
    throw new DicomError(`The image has ${holds} frames; there is no frame ${frameNumber}.`, {
      details: { reason: "frame", frameNumber, frames: holds },
    });
  }
  return { offset: (frameNumber - 1) * count, frameNumber };
}
