import type { PixelPoint } from "../../src/imaging/affine.ts";
import { modalityTransform } from "../../src/imaging/modality-lut.ts";
import type { Cornerstone, HostImage } from "./host.ts";
import { modalityLut } from "./read-frame.ts";
import { attributes, readAttributes, text } from "./read-tags.ts";

type MetaData = Pick<Cornerstone["metaData"], "get">;

/** The image's own value at a pixel, as the file has it. */
export interface ImageValue {
  /** In modality units: the modality LUT has been applied. */
  readonly value: number;
  /** Absent where the file does not say what its values count. */
  readonly unit?: string;
}

/**
 * @returns the modality value at whole pixels; undefined outside the image and for images in colour
 * @throws DicomError when the modality LUT cannot be used
 */
export function valueReader(
  image: HostImage,
  metaData: MetaData,
): (column: number, row: number) => number | undefined {
  const { rows, columns, color } = image;
  if (color) return () => undefined;
  const all = readAttributes(metaData, image.imageId);
  const transform =
    image.preScale?.scaled === true ? (value: number) => value : modalityTransform(modalityLut(image, all));
  const pixels = image.voxelManager?.getScalarData() ?? image.getPixelData();
  return (column, row) => {
    if (column < 0 || row < 0 || column >= columns || row >= rows) return undefined;
    const stored = pixels[row * columns + column];
    return stored === undefined ? undefined : transform(stored);
  };
}

/** The pixel that a point lies in; undefined outside the image. */
export function readValue(image: HostImage, metaData: MetaData, point: PixelPoint): ImageValue | undefined {
  const value = valueReader(image, metaData)(Math.round(point.column), Math.round(point.row));
  if (value === undefined || !Number.isFinite(value)) return undefined;
  const unit = unitOf(image, metaData);
  return unit === undefined ? { value } : { value, unit };
}

/**
 * Rescale Type (DICOM PS3.3 C.11.1.1.2), where US stands for "unspecified". A CT image without one counts in
 * Hounsfield units.
 */
function unitOf({ imageId }: HostImage, metaData: MetaData): string | undefined {
  const all = readAttributes(metaData, imageId);
  const lut = attributes(metaData, "modalityLutModule", imageId);
  const type = text(all.RescaleType) ?? text(lut.rescaleType);
  if (type !== undefined) return type === "US" ? undefined : type;
  return text(all.Modality) === "CT" ? "HU" : undefined;
}
