import { DicomError } from "../errors/index.ts";
import { checkSource } from "./check-source.ts";
import type { Frame, FramePlane, Vector3 } from "./frame.ts";
import type { FrameSource } from "./frame-source.ts";
import { modalityTransform } from "./modality-lut.ts";
import { paddingRange } from "./padding-range.ts";

/** How far direction cosines may be from unit length and from a right angle: files hold few decimals. */
const cosineTolerance = 0.01;

/**
 * Checks what a reader found and brings it into the one form everything else works on. The modality LUT is
 * applied here and nowhere else. Padding and values that are not finite numbers become the lowest real value.
 *
 * @throws DicomError when the source is not a greyscale image that can be read
 */
export function createFrame(source: FrameSource): Frame {
  const { photometricInterpretation, offset, frameNumber } = checkSource(source);
  const { rows, columns, SOPInstanceUID, tags = {} } = source;
  const count = rows * columns;
  const padding = new Uint8Array(count);
  const pixels = new Float32Array(count);
  const transform = modalityTransform(source.modalityLut);
  const [paddingLow, paddingHigh] = paddingRange(source, transform);
  const toModality = source.alreadyScaled ? (value: number) => value : transform;

  let real = 0;
  let lowest = Number.POSITIVE_INFINITY;
  let lowestOfAll = Number.POSITIVE_INFINITY;
  let paddings = 0;
  for (let i = 0; i < count; i++) {
    const stored = source.pixels[offset + i]!;
    const value = Math.fround(toModality(stored));
    pixels[i] = value;
    if (!Number.isFinite(value)) {
      padding[i] = notFinite;
      continue;
    }
    lowestOfAll = Math.min(lowestOfAll, value);
    const compared = source.alreadyScaled ? value : stored;
    if (compared >= paddingLow && compared <= paddingHigh) {
      padding[i] = marked;
      paddings++;
    } else {
      real++;
      lowest = Math.min(lowest, value);
    }
  }
  if (real + paddings === 0) {
    throw new DicomError("This image holds no finite pixel value. Export it again, or choose another image.");
  }
  // A file that calls every pixel padding says nothing by it.
  const useMarks = real > 0;
  const background = useMarks ? lowest : lowestOfAll;
  let hasPadding = false;
  for (let i = 0; i < count; i++) {
    if (padding[i] === notFinite || (padding[i] === marked && useMarks)) {
      padding[i] = 1;
      pixels[i] = background;
      hasPadding = true;
    } else {
      padding[i] = 0;
    }
  }

  const plane = framePlane(source);
  const spacing = validSpacing(source.spacing);
  return {
    pixels,
    rows,
    columns,
    photometricInterpretation,
    SOPInstanceUID,
    frameNumber,
    tags,
    ...(hasPadding ? { padding } : {}),
    ...(spacing === undefined ? {} : { spacing }),
    ...(plane === undefined ? {} : { plane }),
  };
}

/** Reasons for a pixel to be padding, while counting. */
const marked = 1;
const notFinite = 2;

function validSpacing(spacing: FrameSource["spacing"]): Frame["spacing"] {
  if (spacing === undefined) return undefined;
  const { row, column } = spacing;
  const isLength = (mm: number) => Number.isFinite(mm) && mm > 0;
  return isLength(row) && isLength(column) ? { row, column } : undefined;
}

function framePlane(source: FrameSource): FramePlane | undefined {
  const { imageOrientationPatient: cosines, imagePositionPatient: origin } = source;
  if (cosines?.length !== 6 || origin?.length !== 3) return undefined;
  const row: Vector3 = [cosines[0]!, cosines[1]!, cosines[2]!];
  const column: Vector3 = [cosines[3]!, cosines[4]!, cosines[5]!];
  const position: Vector3 = [origin[0]!, origin[1]!, origin[2]!];
  if (!position.every(Number.isFinite)) return undefined;
  const rowLength = Math.hypot(...row);
  const columnLength = Math.hypot(...column);
  const skew = dot(row, column);
  // Written so that NaN fails.
  const isUnit = (length: number) => Math.abs(length - 1) <= cosineTolerance;
  if (!(isUnit(rowLength) && isUnit(columnLength) && Math.abs(skew) <= cosineTolerance)) return undefined;

  // Few decimals leave small errors that would grow with the distance from the first pixel.
  const rowCosines = scale(row, 1 / rowLength);
  const along = dot(rowCosines, column);
  const upright: Vector3 = [
    column[0] - along * rowCosines[0],
    column[1] - along * rowCosines[1],
    column[2] - along * rowCosines[2],
  ];
  return { position, rowCosines, columnCosines: scale(upright, 1 / Math.hypot(...upright)) };
}

function dot(a: Vector3, b: Vector3): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

function scale(a: Vector3, factor: number): Vector3 {
  return [a[0] * factor, a[1] * factor, a[2] * factor];
}
