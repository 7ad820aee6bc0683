import type { Frame, FramePlane, Vector3 } from "./frame.ts";
import type { FrameSource } from "./frame-source.ts";

/** How far direction cosines may be from unit length and from a right angle: files hold few decimals. */
const cosineTolerance = 0.01;

/** Where an image lies and how large its pixels are, as far as what a file says of it is sound. */
export function frameGeometry(
  source: Pick<FrameSource, "spacing" | "imageOrientationPatient" | "imagePositionPatient">,
): Pick<Frame, "spacing" | "plane"> {
  const spacing = validSpacing(source.spacing);
  const plane = framePlane(source);
  return {
    ...(spacing === undefined ? {} : { spacing }),
    ...(plane === undefined ? {} : { plane }),
  };
}

function validSpacing(spacing: FrameSource["spacing"]): Frame["spacing"] {
  if (spacing === undefined) return undefined;
  const { row, column } = spacing;
  const isLength = (mm: number) => Number.isFinite(mm) && mm > 0;
  return isLength(row) && isLength(column) ? { row, column } : undefined;
}

function framePlane(
  source: Pick<FrameSource, "imageOrientationPatient" | "imagePositionPatient">,
): FramePlane | undefined {
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
