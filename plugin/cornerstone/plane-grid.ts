import type { Point2, Point3, VolumeViewport } from "./host.ts";
import type { PlaneGrid } from "./reslice.ts";
import { type VolumeGeometry, voxelToWorld, worldToVoxel } from "./volume-geometry.ts";

/** Points that cover what is seen of a volume, and where they lie on the canvas, in its own pixels. */
export interface ViewGrid {
  readonly grid: PlaneGrid;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

type View = Pick<VolumeViewport, "canvasToWorld" | "worldToCanvas"> & {
  /** Of the canvas, in CSS pixels. */
  readonly width: number;
  readonly height: number;
};

/**
 * @param resolution the canvas's own pixels in a CSS pixel
 * @param most points that are wanted at most; fewer than pixels where there are more
 * @returns undefined where nothing of the volume is seen
 */
export function viewGrid(
  geometry: VolumeGeometry,
  view: View,
  resolution: number,
  most: number,
): ViewGrid | undefined {
  const { left, top, right, bottom } = seen(geometry, view);
  const [width, height] = [right - left, bottom - top];
  // Before its first layout a viewport has no size, and all of this is NaN.
  if (!(width > 0 && height > 0)) return undefined;
  const columns = Math.ceil(width * resolution);
  const rows = Math.ceil(height * resolution);
  const coarser = Math.max(1, Math.sqrt((columns * rows) / most));
  const grid = { columns: Math.ceil(columns / coarser), rows: Math.ceil(rows / coarser) };
  const toVoxel = (x: number, y: number) => worldToVoxel(geometry, view.canvasToWorld([x, y]));
  // The view is parallel, so the way to voxels is affine: three points give it.
  const corner = toVoxel(left, top);
  const stepRight = step(corner, toVoxel(right, top), grid.columns);
  const stepDown = step(corner, toVoxel(left, bottom), grid.rows);
  const start = add(corner, stepRight.half, stepDown.half);
  return {
    grid: { ...grid, start, right: stepRight.whole, down: stepDown.whole },
    left: left * resolution,
    top: top * resolution,
    width: width * resolution,
    height: height * resolution,
  };
}

/** The part of the canvas, in whole CSS pixels, that the volume lies in. */
function seen(geometry: VolumeGeometry, view: View) {
  const { columns, rows, slices } = geometry;
  const corners: Point2[] = [];
  for (const column of [-0.5, columns - 0.5]) {
    for (const row of [-0.5, rows - 0.5]) {
      for (const slice of [0, slices - 1]) {
        corners.push(view.worldToCanvas(voxelToWorld(geometry, [column, row, slice])));
      }
    }
  }
  const xs = corners.map(([x]) => x);
  const ys = corners.map(([, y]) => y);
  return {
    left: Math.max(0, Math.floor(Math.min(...xs))),
    top: Math.max(0, Math.floor(Math.min(...ys))),
    right: Math.min(view.width, Math.ceil(Math.max(...xs))),
    bottom: Math.min(view.height, Math.ceil(Math.max(...ys))),
  };
}

function step(from: Point3, to: Point3, count: number): { whole: Point3; half: Point3 } {
  const axis = (i: 0 | 1 | 2) => (to[i] - from[i]) / count;
  const whole: Point3 = [axis(0), axis(1), axis(2)];
  return { whole, half: [whole[0] / 2, whole[1] / 2, whole[2] / 2] };
}

const add = (a: Point3, b: Point3, c: Point3): Point3 => [
  a[0] + b[0] + c[0],
  a[1] + b[1] + c[1],
  a[2] + b[2] + c[2],
];
