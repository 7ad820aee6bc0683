import type { DataSet } from "dicom-parser";
import { DicomError } from "../../errors/index.ts";

/** Larger images are refused: 16384 x 16384 is beyond any detector in radiology. */
const maximumSide = 16_384;
/** Of one file, all frames together: 1 GiB as Float32. */
const maximumPixels = 2 ** 28;

/** The Image Pixel module (DICOM PS3.3 C.7.6.3), checked. */
export interface PixelFormat {
  readonly rows: number;
  readonly columns: number;
  readonly frames: number;
  readonly bitsAllocated: 8 | 16 | 32 | 64;
  readonly bitsStored: number;
  readonly highBit: number;
  readonly signed: boolean;
  /** Of Float Pixel Data and Double Float Pixel Data (C.7.6.24, C.7.6.25). */
  readonly float: boolean;
  readonly photometricInterpretation: "MONOCHROME1" | "MONOCHROME2";
}

/** @throws DicomError when it is a colour image, or the attributes are missing, contradictory or absurdly large */
export function readPixelFormat(dataSet: DataSet): PixelFormat {
  const photometric = dataSet.string("x00280004")?.trim() ?? "";
  const samples = dataSet.uint16("x00280002") ?? 1;
  if (samples !== 1 || (photometric !== "MONOCHROME1" && photometric !== "MONOCHROME2")) {
    throw new DicomError(
      photometric === ""
        ? "The image does not say how its pixels are to be read (Photometric Interpretation is missing)."
        : "This is a colour image; Residua reads grey-scale images only.",
      { details: { photometricInterpretation: photometric.slice(0, 16), samplesPerPixel: samples } },
    );
  }
  const rows = dataSet.uint16("x00280010") ?? 0;
  const columns = dataSet.uint16("x00280011") ?? 0;
  const frames = dataSet.intString("x00280008") ?? 1;
  if (rows < 1 || columns < 1) throw new DicomError("The image has no size (Rows or Columns is missing).");
  if (!Number.isInteger(frames) || frames < 1) {
    throw new DicomError("The image has no frames (Number of Frames is not a positive number).");
  }
  if (rows > maximumSide || columns > maximumSide || rows * columns * frames > maximumPixels) {
    throw new DicomError(
      `The image is larger than Residua reads: ${frames} frames of ${columns} x ${rows} pixels.`,
      { details: { rows, columns, frames } },
    );
  }
  return {
    rows,
    columns,
    frames,
    ...readBits(dataSet),
    photometricInterpretation: photometric,
  };
}

function readBits(
  dataSet: DataSet,
): Pick<PixelFormat, "bitsAllocated" | "bitsStored" | "highBit" | "signed" | "float"> {
  const bitsAllocated = dataSet.uint16("x00280100") ?? 0;
  const float = dataSet.elements.x7fe00008 !== undefined || dataSet.elements.x7fe00009 !== undefined;
  if (float) {
    const expected = dataSet.elements.x7fe00008 === undefined ? 64 : 32;
    return { bitsAllocated: expected, bitsStored: expected, highBit: expected - 1, signed: true, float };
  }
  if (bitsAllocated !== 8 && bitsAllocated !== 16 && bitsAllocated !== 32) {
    throw new DicomError(
      `Pixels of ${bitsAllocated} bits are not grey-scale pixels that Residua reads (8, 16 or 32 bits).`,
      { details: { bitsAllocated } },
    );
  }
  const bitsStored = dataSet.uint16("x00280101") ?? bitsAllocated;
  const highBit = dataSet.uint16("x00280102") ?? bitsStored - 1;
  if (bitsStored < 1 || highBit >= bitsAllocated || highBit + 1 < bitsStored) {
    throw new DicomError(
      "The image contradicts itself: Bits Stored and High Bit do not fit into Bits Allocated.",
    );
  }
  return { bitsAllocated, bitsStored, highBit, signed: dataSet.uint16("x00280103") === 1, float };
}
