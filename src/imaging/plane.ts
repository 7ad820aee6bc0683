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

/** Where the foot of a usual image's columns points (DICOM PS3.3 C.7.6.2.1.1: +y posterior, +z head). */
const down: Readonly<Record<"axial" | "coronal" | "sagittal", Vector3>> = {
  axial: [0, 1, 0],
  coronal: [0, 0, -1],
  sagittal: [0, 0, -1],
};

/**
 * By how much a frame is turned within its plane, 0 to 180 degrees: the angle between its columns and how such images
 * are usually shown, the front of axial ones and the head of the others at the top. Left and right may be exchanged.
 *
 * @returns undefined where the plane is unknown or oblique
 */
export function turnOf(frame: Pick<Frame, "plane">): number | undefined {
  const plane = planeOf(frame);
  if (frame.plane === undefined || plane === "unknown" || plane === "oblique") return undefined;
  const { rowCosines, columnCosines } = frame.plane;
  // Of the axis only what lies in the plane counts, so that a tilt out of it changes nothing.
  const along = dot(columnCosines, down[plane]);
  const across = dot(rowCosines, down[plane]);
  return (Math.atan2(Math.abs(across), along) * 180) / Math.PI;
}

function dot(a: Vector3, b: Vector3): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

function cross(a: Vector3, b: Vector3): [number, number, number] {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}
