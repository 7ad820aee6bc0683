import type { Frame, Vector3 } from "./frame.ts";

export const planes = ["axial", "coronal", "sagittal", "oblique", "unknown"] as const;
export type Plane = (typeof planes)[number];

/**
 * How a frame cuts the patient.
 *
 * @param tolerance degrees between the frame's normal and the axis of the plane; 30 takes in the tilt of axial head
 *   scans along the skull base or the AC-PC line
 */
export function planeOf(frame: Pick<Frame, "plane">, tolerance = 30): Plane {
  if (frame.plane === undefined) return "unknown";
  const [x, y, z] = cross(frame.plane.rowCosines, frame.plane.columnCosines).map(Math.abs);
  const least = Math.cos((tolerance * Math.PI) / 180);
  if (z! >= least) return "axial";
  if (y! >= least) return "coronal";
  if (x! >= least) return "sagittal";
  return "oblique";
}

function cross(a: Vector3, b: Vector3): [number, number, number] {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}
