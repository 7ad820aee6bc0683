import type { Vector3 } from "../../imaging/frame.ts";

/** What the page needs of a file before its pixels: to sort it into a series and to label it. All text is the file's own. */
export interface ImageHeader {
  readonly SOPInstanceUID: string;
  readonly studyInstanceUID: string;
  readonly seriesInstanceUID: string;
  readonly seriesNumber: number | undefined;
  readonly instanceNumber: number | undefined;
  readonly seriesDescription: string;
  readonly studyDescription: string;
  /** As in the file, YYYYMMDD. */
  readonly studyDate: string;
  readonly modality: string;
  readonly patientName: string;
  readonly patientId: string;
  /** Values of Image Type (PS3.3 C.7.6.1.1.2), as "LOCALIZER". */
  readonly imageType: readonly string[];
  /** Images with the same one lie in the same space (PS3.3 C.7.4.1); empty when the file has none. */
  readonly frameOfReferenceUID: string;
  readonly rows: number;
  readonly columns: number;
  readonly samplesPerPixel: number;
  readonly frames: number;
  /** Image Position (Patient) and Image Orientation (Patient), PS3.3 C.7.6.2.1.1; absent when the file has none. */
  readonly position: Vector3 | undefined;
  readonly rowCosines: Vector3 | undefined;
  readonly columnCosines: Vector3 | undefined;
  /** Pixel Spacing (PS3.3 C.7.6.2.1.1): between rows, between columns, mm; absent when the file has none. */
  readonly pixelSpacing: readonly [row: number, column: number] | undefined;
}
