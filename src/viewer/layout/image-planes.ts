import type { Vector3 } from "../../imaging/frame.ts";
import type { Series } from "../files/series.ts";

/** Where an image lies in the patient, mm (PS3.3 C.7.6.2.1.1). */
export interface ImagePlane {
  /** Centre of the first pixel. */
  readonly position: Vector3;
  readonly rowCosines: Vector3;
  readonly columnCosines: Vector3;
  readonly normal: Vector3;
  /** Centre of the image. */
  readonly centre: Vector3;
  readonly spacing: readonly [row: number, column: number];
}

const known = new WeakMap<Series, readonly (ImagePlane | undefined)[]>();

/** One an image of the stack; undefined where the file does not say, as for the frames of a file with several. */
export function imagePlanes(series: Series): readonly (ImagePlane | undefined)[] {
  let found = known.get(series);
  if (!found) {
    found = series.images.flatMap((image) => image.imageIds.map(() => planeOf(image)));
    known.set(series, found);
  }
  return found;
}

/** Of a series whose images all say that they lie in one; empty otherwise. */
export function frameOfReference({ images }: Series): string {
  const [first = ""] = images.map(({ header }) => header.frameOfReferenceUID);
  return images.every(({ header }) => header.frameOfReferenceUID === first) ? first : "";
}

/** The place of a pixel; whole numbers are centres of pixels. */
export function patientPoint(
  { position, rowCosines, columnCosines, spacing }: ImagePlane,
  { column, row }: { readonly column: number; readonly row: number },
): Vector3 {
  const at = (axis: 0 | 1 | 2) =>
    position[axis] + column * spacing[1] * rowCosines[axis] + row * spacing[0] * columnCosines[axis];
  return [at(0), at(1), at(2)];
}

export function dot(a: Vector3, b: Vector3): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

function planeOf({ header }: Series["images"][number]): ImagePlane | undefined {
  const { position, rowCosines, columnCosines, rows, columns, frames } = header;
  if (frames > 1 || !position || !rowCosines || !columnCosines) return undefined;
  const spacing = header.pixelSpacing ?? [1, 1];
  const [a, b, c] = rowCosines;
  const [d, e, f] = columnCosines;
  const plane = {
    position,
    rowCosines,
    columnCosines,
    normal: [b * f - c * e, c * d - a * f, a * e - b * d] as Vector3,
    spacing,
  };
  const middle = { column: (columns - 1) / 2, row: (rows - 1) / 2 };
  return { ...plane, centre: patientPoint({ ...plane, centre: position }, middle) };
}
