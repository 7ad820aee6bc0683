import { createFrame, type Frame, type FrameSource, type ModalityLut } from "../../src/imaging/index.ts";
import type { Cornerstone, HostImage } from "./host.ts";
import { modalityTable } from "./modality-table.ts";
import { type Attributes, attributes, number, numbers, readAttributes, readTags, text } from "./read-tags.ts";

/**
 * The Frame that a loaded image of the host holds.
 *
 * @throws DicomError when it is in colour or otherwise nothing that Residua reads
 */
export function readFrame(image: HostImage, metaData: Pick<Cornerstone["metaData"], "get">): Frame {
  const { imageId, rows, columns } = image;
  const all = readAttributes(metaData, imageId);
  const pixelModule = attributes(metaData, "imagePixelModule", imageId);
  return createFrame({
    // Colour images may not have a voxel manager in older hosts.
    pixels: image.voxelManager?.getScalarData() ?? image.getPixelData(),
    rows,
    columns,
    frameNumber: frameNumberOf(imageId),
    samplesPerPixel: image.color ? Math.max(3, image.numberOfComponents) : (image.numberOfComponents ?? 1),
    photometricInterpretation: photometricInterpretation(image, pixelModule),
    modalityLut: modalityLut(image, all),
    // The host may have applied the LUT while decoding; `slope` and `intercept` stay set all the same.
    alreadyScaled: image.preScale?.scaled === true,
    SOPInstanceUID: text(all.SOPInstanceUID) ?? "",
    tags: readTags(all),
    ...padding(all, pixelModule),
    ...readGeometry(attributes(metaData, "imagePlaneModule", imageId)),
  });
}

/** `&frame=2` or `?frame=2` of wadouri, `/frames/2` of wadors; from 1. */
export function frameNumberOf(imageId: string): number {
  const match = /[?&]frame=(\d+)|\/frames\/(\d+)/.exec(imageId);
  return Math.max(1, Number(match?.[1] ?? match?.[2] ?? 1));
}

function photometricInterpretation(image: HostImage, pixelModule: Attributes): string {
  const named =
    text(pixelModule.photometricInterpretation) ??
    image.imageFrame?.photometricInterpretation ??
    image.photometricInterpretation;
  if (named) return named;
  return image.invert ? "MONOCHROME1" : "MONOCHROME2";
}

/** How the image's stored values become modality units, from what the host keeps of it. */
export function modalityLut(image: HostImage, all: Attributes): ModalityLut {
  const table = image.preScale?.scaled ? undefined : modalityTable(image, all);
  if (table) return table;
  const { rescaleSlope = image.slope, rescaleIntercept = image.intercept } =
    image.preScale?.scalingParameters ?? {};
  return { slope: rescaleSlope, intercept: rescaleIntercept };
}

function padding(
  all: Attributes,
  pixelModule: Attributes,
): Pick<FrameSource, "pixelPaddingValue" | "pixelPaddingRangeLimit"> {
  const pixelPaddingValue = number(all.PixelPaddingValue ?? pixelModule.pixelPaddingValue);
  const pixelPaddingRangeLimit = number(all.PixelPaddingRangeLimit);
  return {
    ...(pixelPaddingValue === undefined ? {} : { pixelPaddingValue }),
    ...(pixelPaddingRangeLimit === undefined ? {} : { pixelPaddingRangeLimit }),
  };
}

/** What the host's `imagePlaneModule` says of where an image lies. */
export function readGeometry(
  plane: Attributes,
): Pick<FrameSource, "spacing" | "imageOrientationPatient" | "imagePositionPatient"> {
  const row = number(plane.rowPixelSpacing);
  const column = number(plane.columnPixelSpacing);
  const imageOrientationPatient = numbers(plane.imageOrientationPatient);
  const imagePositionPatient = numbers(plane.imagePositionPatient);
  // Hosts put 1 mm where a file names no spacing, and say so.
  const known = row !== undefined && column !== undefined && plane.usingDefaultValues !== true;
  return {
    ...(known ? { spacing: { row, column } } : {}),
    ...(imageOrientationPatient ? { imageOrientationPatient } : {}),
    ...(imagePositionPatient ? { imagePositionPatient } : {}),
  };
}
