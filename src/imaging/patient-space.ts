import type { PixelPoint } from "./affine.ts";
import type { Frame, Vector3 } from "./frame.ts";

/**
 * Where a point of the image lies in the patient, mm (DICOM PS3.3 C.7.6.2.1.1); undefined when the frame does not
 * say how it lies.
 *
 * @param point pixels; whole numbers are pixel centres
 */
export function imageToPatient(
  frame: Pick<Frame, "plane" | "spacing">,
  point: PixelPoint,
): Vector3 | undefined {
  const { plane, spacing } = frame;
  if (plane === undefined || spacing === undefined) return undefined;
  const along = point.column * spacing.column;
  const down = point.row * spacing.row;
  const at = (axis: 0 | 1 | 2) =>
    plane.position[axis] + plane.rowCosines[axis] * along + plane.columnCosines[axis] * down;
  return [at(0), at(1), at(2)];
}
