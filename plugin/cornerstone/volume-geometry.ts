import { ViewportError } from "../../src/errors/index.ts";
import type { HostVolume, Point3 } from "./host.ts";
import type { Attributes } from "./read-tags.ts";
import { numbers } from "./read-tags.ts";
import type { SlicePlane } from "./slice-geometry.ts";

/** A volume's grid as the host draws it; slice 0 lies at the origin. Lengths in mm. */
export interface VolumeGeometry extends SlicePlane {
  readonly sliceSpacing: number;
  readonly slices: number;
}

export function volumeGeometry({
  origin,
  direction: d,
  spacing,
  dimensions,
}: Pick<HostVolume, "origin" | "direction" | "spacing" | "dimensions">): VolumeGeometry {
  return {
    origin: [origin[0]!, origin[1]!, origin[2]!],
    rowCosines: [d[0]!, d[1]!, d[2]!],
    columnCosines: [d[3]!, d[4]!, d[5]!],
    normal: [d[6]!, d[7]!, d[8]!],
    columnSpacing: spacing[0]!,
    rowSpacing: spacing[1]!,
    sliceSpacing: spacing[2]!,
    columns: dimensions[0]!,
    rows: dimensions[1]!,
    slices: dimensions[2]!,
  };
}

/** [column, row, slice], of which whole numbers are centres of voxels. */
export function worldToVoxel(geometry: VolumeGeometry, world: Point3): Point3 {
  const offset = subtract(world, geometry.origin);
  return [
    dot(offset, geometry.rowCosines) / geometry.columnSpacing,
    dot(offset, geometry.columnCosines) / geometry.rowSpacing,
    dot(offset, geometry.normal) / geometry.sliceSpacing,
  ];
}

export function voxelToWorld(geometry: VolumeGeometry, [column, row, slice]: Point3): Point3 {
  const { origin, rowCosines, columnCosines, normal } = geometry;
  const across = column * geometry.columnSpacing;
  const down = row * geometry.rowSpacing;
  const along = slice * geometry.sliceSpacing;
  const axis = (i: 0 | 1 | 2) =>
    origin[i] + across * rowCosines[i] + down * columnCosines[i] + along * normal[i];
  return [axis(0), axis(1), axis(2)];
}

/** One slice of the volume as an image of its own. */
export function planeOfSlice(geometry: VolumeGeometry, slice: number): SlicePlane {
  return { ...geometry, origin: voxelToWorld(geometry, [0, 0, slice]) };
}

export function nearestSlice(geometry: VolumeGeometry, world: Point3): number {
  const slice = Math.round(worldToVoxel(geometry, world)[2]);
  return Math.min(geometry.slices - 1, Math.max(0, slice));
}

/** Share of the distance between slices, and of a pixel, that a slice may lie off its place: rounding in the tags. */
const tolerance = { along: 0.1, across: 1 };
const turnedBy = Math.cos((0.5 * Math.PI) / 180);

/**
 * Hosts lay slices at equal distances straight above each other, whatever the images say. Where that is not how they
 * lie in the patient (DICOM PS3.3 C.7.6.2), sagittal and coronal views show shifted anatomy, and a place in the volume
 * is no place in the patient.
 *
 * @param planes the imagePlaneModule of each slice, in the volume's order
 * @throws ViewportError
 */
export function requirePlacedSlices(geometry: VolumeGeometry, planes: readonly Attributes[]): void {
  if (planes.length !== geometry.slices) {
    throw new ViewportError(
      "This volume's slices are not the series' images one by one. Show the series as a stack to see its heatmap.",
      { details: { reason: "resampled" } },
    );
  }
  const offsets = planes.map((plane, slice) => offset(geometry, plane, slice));
  const last = offsets.at(-1)!;
  const length = geometry.sliceSpacing * (geometry.slices - 1);
  if (geometry.slices > 1 && Math.hypot(last[0], last[1]) > tolerance.across) {
    const drift = Math.hypot(last[0] * geometry.columnSpacing, last[1] * geometry.rowSpacing);
    const degrees = Math.round((Math.atan2(drift, length) * 180) / Math.PI);
    throw new ViewportError(
      `The slices are tilted by ${degrees}° against the direction they are stacked in (gantry tilt), which this view leaves out of account. Show the series as a stack to see its heatmap.`,
      { details: { reason: "tilted", degrees } },
    );
  }
  const misplaced = offsets.findIndex(
    ([column, row, along]) => Math.hypot(column, row) > tolerance.across || Math.abs(along) > tolerance.along,
  );
  if (misplaced !== -1) {
    throw new ViewportError(
      `The slices do not lie at equal distances (the first that is off is number ${misplaced + 1}), which this view leaves out of account. Show the series as a stack to see its heatmap.`,
      { details: { reason: "irregular", slice: misplaced + 1 } },
    );
  }
}

/** How far a slice lies from where the volume has it: pixels, pixels, and shares of the distance between slices. */
function offset(geometry: VolumeGeometry, plane: Attributes, slice: number): Point3 {
  const position = numbers(plane.imagePositionPatient);
  const orientation = numbers(plane.imageOrientationPatient);
  if (position?.length !== 3 || orientation?.length !== 6) {
    throw new ViewportError(
      "The images do not say where they lie in the patient. Show the series as a stack to see its heatmap.",
      { details: { reason: "unplaced" } },
    );
  }
  const turned =
    dot(orientation.slice(0, 3) as Point3, geometry.rowCosines) < turnedBy ||
    dot(orientation.slice(3) as Point3, geometry.columnCosines) < turnedBy;
  if (turned) {
    throw new ViewportError(
      "The images of this volume are turned against each other. Show the series as a stack to see its heatmap.",
      { details: { reason: "turned" } },
    );
  }
  const [column, row, along] = worldToVoxel(geometry, position as Point3);
  // With one slice alone there is no distance to measure by.
  return [column, row, geometry.slices > 1 ? along - slice : 0];
}

const subtract = (a: Point3, b: Point3): Point3 => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
const dot = (a: Point3, b: Point3) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
