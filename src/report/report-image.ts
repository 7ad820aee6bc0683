import { DataError } from "../errors/index.ts";
import type { Vector3 } from "../imaging/frame.ts";
import type { ImageResult, ModelIdentity } from "../scoring/result.ts";
import { type DicomDataset, items, numbers, text } from "./dataset.ts";

/** An image that was scored, and the data set it comes from. */
export interface ReportImage {
  /** Of the source instance; its pixel data is not looked at. */
  readonly dataset: DicomDataset;
  /** From 1; 1 for an image with one frame. */
  readonly frameNumber: number;
  readonly result: ImageResult;
}

/** What a report says of the model; `LoadedModel` of the engine is one. */
export interface ReportModel {
  readonly identity: ModelIdentity;
  readonly name: string;
  readonly maps: {
    readonly anomaly?:
      | {
          readonly unit: string;
          /** Between which values the colours lie, the same for every image. */
          readonly display?: { readonly lower: number; readonly upper: number };
        }
      | undefined;
  };
  readonly threshold: { readonly falsePositivePixels: number; readonly value: number };
  readonly imageThreshold: { readonly falsePositiveRate: number; readonly value: number };
  readonly population: { readonly description: string; readonly images: number; readonly patients: number };
}

/** Where and how an image lies (DICOM PS3.3 C.7.6.2, C.7.6.16.2). */
export interface ImageGeometry {
  readonly rows: number;
  readonly columns: number;
  /** mm */
  readonly spacing?: { readonly row: number; readonly column: number };
  /** mm */
  readonly thickness?: number;
  /** Present only together with `spacing` and a frame of reference. */
  readonly plane?: {
    readonly frameOfReferenceUID: string;
    readonly position: Vector3;
    /** Row cosines, then column cosines. */
    readonly orientation: readonly number[];
  };
}

/** @throws DataError where the data set does not say how large the image is */
export function geometryOf({
  dataset,
  frameNumber,
}: Pick<ReportImage, "dataset" | "frameNumber">): ImageGeometry {
  const rows = numbers(dataset, "Rows", 1)?.[0];
  const columns = numbers(dataset, "Columns", 1)?.[0];
  if (!rows || !columns) {
    throw new DataError(
      "An image does not say how many rows and columns it has; fetch it again from its source.",
    );
  }
  const groups = [
    items(dataset, "PerFrameFunctionalGroupsSequence")[frameNumber - 1],
    items(dataset, "SharedFunctionalGroupsSequence")[0],
  ];
  const find = (sequence: string, keyword: string, count: number) => {
    for (const group of groups) {
      const value = numbers(items(group, sequence)[0], keyword, count);
      if (value) return value;
    }
    return numbers(dataset, keyword, count);
  };
  const pixelSpacing =
    find("PixelMeasuresSequence", "PixelSpacing", 2) ?? numbers(dataset, "ImagerPixelSpacing", 2);
  const thickness = find("PixelMeasuresSequence", "SliceThickness", 1)?.[0];
  const position = find("PlanePositionSequence", "ImagePositionPatient", 3);
  const orientation = find("PlaneOrientationSequence", "ImageOrientationPatient", 6);
  const frameOfReferenceUID = text(dataset, "FrameOfReferenceUID");
  const hasSpacing = pixelSpacing?.every((mm) => mm > 0) ?? false;
  const hasPlane = hasSpacing && position && orientation && frameOfReferenceUID;
  return {
    rows,
    columns,
    ...(hasSpacing ? { spacing: { row: pixelSpacing![0]!, column: pixelSpacing![1]! } } : {}),
    ...(thickness !== undefined && thickness > 0 ? { thickness } : {}),
    ...(hasPlane
      ? { plane: { frameOfReferenceUID, position: position as unknown as Vector3, orientation } }
      : {}),
  };
}

/** Reference to an image: SOP class and instance, and the frame where there are several. */
export function imageReference({
  dataset,
  frameNumber,
}: Pick<ReportImage, "dataset" | "frameNumber">): DicomDataset {
  const frames = numbers(dataset, "NumberOfFrames", 1)?.[0] ?? 1;
  return {
    ReferencedSOPClassUID: text(dataset, "SOPClassUID") ?? "",
    ReferencedSOPInstanceUID: text(dataset, "SOPInstanceUID") ?? "",
    ...(frames > 1 ? { ReferencedFrameNumber: frameNumber } : {}),
  };
}
