import type { DicomDataset } from "../../../src/report/dataset.ts";
import type { ReportImage, ReportModel } from "../../../src/report/report-image.ts";
import { findRegions } from "../../../src/scoring/regions.ts";
import type { ImageResult } from "../../../src/scoring/result.ts";

export const model: ReportModel = {
  identity: { id: "brain-flair", version: "0.2.0", sha256: "ab".repeat(32) },
  name: "Brain FLAIR",
  maps: { anomaly: { unit: "σ", display: { lower: 0, upper: 4 } } },
  threshold: { falsePositivePixels: 0.005, value: 1 },
  imageThreshold: { falsePositiveRate: 0.05, value: 1.5 },
  population: { description: "Healthy slices", images: 140, patients: 19 },
};

export const writing = { model, software: "0.1.0", date: new Date(2026, 0, 2, 3, 4, 5) };

export interface StackOptions {
  readonly rows?: number;
  readonly columns?: number;
  /** Maps, one a slice, on the image's own grid. */
  readonly maps: readonly Float32Array[];
  readonly orientation?: readonly number[];
  /** mm a slice, against the normal where negative. */
  readonly step?: number;
  readonly spacing?: readonly [number, number];
  readonly attributes?: DicomDataset;
}

export const axial = [1, 0, 0, 0, 1, 0];

/** Scored images of one series: the map is that of the image, pixel by pixel. */
export function stackOf({
  rows = 9,
  columns = 7,
  maps,
  orientation = axial,
  step = 3,
  spacing = [0.9, 0.8],
  attributes = {},
}: StackOptions): ReportImage[] {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = orientation;
  const normal = [b * f - c * e, c * d - a * f, a * e - b * d];
  return maps.map((map, index) => ({
    frameNumber: 1,
    result: resultOf(map, rows, columns),
    dataset: {
      SOPClassUID: "1.2.840.10008.5.1.4.1.1.4",
      SOPInstanceUID: `2.25.100${index}`,
      SeriesInstanceUID: "2.25.10",
      StudyInstanceUID: "2.25.1",
      FrameOfReferenceUID: "2.25.2",
      PatientName: [{ Alphabetic: "Doe^Jane", Ideographic: "王^珍" }],
      PatientID: "P1",
      PatientBirthDate: "19700101",
      PatientSex: "F",
      StudyDate: "20260101",
      StudyTime: "101500",
      StudyID: "S1",
      AccessionNumber: "A1",
      Modality: "MR",
      SeriesNumber: 3,
      InstanceNumber: index + 1,
      Rows: rows,
      Columns: columns,
      PixelSpacing: [...spacing],
      SliceThickness: Math.abs(step),
      ImageOrientationPatient: [...orientation],
      ImagePositionPatient: normal.map((value, axis) => value * step * index - 10 * axis),
      ...attributes,
    },
  }));
}

export function resultOf(map: Float32Array, height: number, width: number): ImageResult {
  const affine = { scaleColumn: 1, scaleRow: 1, offsetColumn: 0, offsetRow: 0 };
  return {
    model: model.identity,
    applicability: { outcome: "applies", reasons: [] },
    height,
    width,
    affine,
    maps: { anomaly: map },
    scores: { anomaly: { value: 2, pValue: 0.007 } },
    klPerDimension: new Float32Array(0),
    regions: findRegions({ map, height, width, affine, threshold: 1 }),
    threshold: 1,
  };
}

/** A map that is 0 but for a box of 3 x 3 with its corner there. */
export function boxMap(
  rows: number,
  columns: number,
  corner: { row: number; column: number },
  value = 2,
): Float32Array {
  const map = new Float32Array(rows * columns);
  for (let row = corner.row; row < corner.row + 3; row++) {
    for (let column = corner.column; column < corner.column + 3; column++)
      map[row * columns + column] = value;
  }
  return map;
}
