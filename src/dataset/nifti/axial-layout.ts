import type { NiftiHeader } from "./header.ts";

/** How the voxels of a volume are walked so that axial slices come out as radiologists see them. */
export interface AxialLayout {
  readonly rows: number;
  readonly columns: number;
  readonly slices: number;
  /** Index of the first voxel of a slice; slices count from 0 at the feet. */
  readonly start: (slice: number) => number;
  /** From one column, or row, to the next, in voxels; may be negative. */
  readonly columnStep: number;
  readonly rowStep: number;
  /** mm */
  readonly spacing: { readonly row: number; readonly column: number };
  /** As DICOM has it (PS3.3 C.7.6.2.1.1). */
  readonly orientation: readonly number[];
  /** Centre of a slice's first pixel, mm, as DICOM has it. */
  readonly position: (slice: number) => readonly number[];
}

const orders = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
] as const;

/**
 * The stack of slices nearest to axial: columns from the patient's right to left, rows from anterior to posterior,
 * slices from feet to head, whatever the order of the axes in the file. NIfTI counts x to the right and y to the
 * front, DICOM both the other way.
 */
export function axialLayout({ lengths, affine }: NiftiHeader): AxialLayout {
  const direction = (axis: number) => affine.map((row) => row[axis]!);
  const size = (axis: number) => Math.hypot(...direction(axis));
  const along = (axis: number, world: number) => direction(axis)[world]! / size(axis);
  const likeness = (order: readonly number[]) =>
    order.reduce((sum, axis, world) => sum + Math.abs(along(axis, world)), 0);
  const [across, down, up] = orders.reduce((best, order) =>
    likeness(order) > likeness(best) + 1e-9 ? order : best,
  );

  const steps = [1, lengths[0], lengths[0] * lengths[1]];
  // An axis that runs the other way is walked from its end.
  const flipAcross = along(across, 0) > 0;
  const flipDown = along(down, 1) > 0;
  const flipUp = along(up, 2) < 0;
  const first = [0, 0, 0];
  if (flipAcross) first[across] = lengths[across] - 1;
  if (flipDown) first[down] = lengths[down] - 1;
  const voxelOf = (slice: number) => {
    const voxel = first.slice();
    voxel[up] = flipUp ? lengths[up] - 1 - slice : slice;
    return voxel;
  };
  const toDicom = ([x, y, z]: readonly number[]) => [-x!, -y!, z!];
  const cosines = (axis: number, flip: boolean) =>
    toDicom(direction(axis).map((x) => ((flip ? -1 : 1) * x) / size(axis)));
  return {
    rows: lengths[down],
    columns: lengths[across],
    slices: lengths[up],
    start: (slice) => voxelOf(slice).reduce((sum, index, axis) => sum + index * steps[axis]!, 0),
    columnStep: flipAcross ? -steps[across]! : steps[across]!,
    rowStep: flipDown ? -steps[down]! : steps[down]!,
    spacing: { row: size(down), column: size(across) },
    orientation: [...cosines(across, flipAcross), ...cosines(down, flipDown)],
    position: (slice) => {
      const voxel = voxelOf(slice);
      return toDicom(affine.map((row) => row[3]! + voxel.reduce((sum, v, axis) => sum + v * row[axis]!, 0)));
    },
  };
}
