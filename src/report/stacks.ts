import type { Vector3 } from "../imaging/frame.ts";
import { geometryOf, type ImageGeometry, type ReportImage } from "./report-image.ts";

/** Images of one size that lie parallel in one frame of reference, in their order along the normal; or one by one. */
export interface Stack {
  readonly images: readonly StackImage[];
  /** mm between the centres of neighbours, their median (the lower of two); absent where the images do not form a stack. */
  readonly pitch?: number;
}

export interface StackImage {
  readonly image: ReportImage;
  readonly geometry: ImageGeometry;
  /** mm along the normal; 0 where it is not known. */
  readonly location: number;
}

/** Neighbours further apart than this many times the median have a gap between them. */
const largestGap = 1.5;
/** Cosines of one orientation agree to this. */
const cosineDecimals = 3;

/** Parts images into stacks; those of which it is not known where they lie keep their order. */
export function makeStacks(images: readonly ReportImage[]): Stack[] {
  const groups = new Map<string, StackImage[]>();
  for (const image of images) {
    const geometry = geometryOf(image);
    const key = gridKey(geometry);
    const group = groups.get(key) ?? [];
    group.push({ image, geometry, location: locationOf(geometry) });
    groups.set(key, group);
  }
  return [...groups.values()].map((group) => {
    group.sort((a, b) => a.location - b.location);
    const gaps = group.slice(1).map(({ location }, index) => location - group[index]!.location);
    const pitch = gaps.toSorted((a, b) => a - b)[Math.floor((gaps.length - 1) / 2)];
    // Two images in one place, as in a series over time or with several contrasts: no volume.
    const isStack = group[0]!.geometry.plane !== undefined && gaps.every((gap) => gap > 1e-3);
    return isStack && pitch !== undefined ? { images: group, pitch } : { images: group };
  });
}

/** How far pixel indices move from one image to the next, whole pixels; undefined where a region cannot go on. */
export function stepBetween(
  { pitch }: Stack,
  from: StackImage,
  to: StackImage,
): { readonly column: number; readonly row: number } | undefined {
  const { plane: a, spacing } = from.geometry;
  const { plane: b } = to.geometry;
  if (pitch === undefined || !a || !b || !spacing) return undefined;
  if (to.location - from.location > largestGap * pitch) return undefined;
  const moved = a.position.map((value, axis) => value - b.position[axis]!);
  const along = (start: number) =>
    moved.reduce((sum, value, axis) => sum + value * a.orientation[start + axis]!, 0);
  return { column: Math.round(along(0) / spacing.column), row: Math.round(along(3) / spacing.row) };
}

function gridKey({ rows, columns, spacing, plane }: ImageGeometry): string {
  return JSON.stringify([
    rows,
    columns,
    spacing && [spacing.row, spacing.column],
    plane && [plane.frameOfReferenceUID, plane.orientation.map((value) => value.toFixed(cosineDecimals))],
  ]).replaceAll('"-0.000"', '"0.000"');
}

function locationOf({ plane }: ImageGeometry): number {
  if (!plane) return 0;
  const normal = normalOf(plane.orientation);
  return plane.position.reduce((sum, value, axis) => sum + value * normal[axis]!, 0);
}

function normalOf([a = 0, b = 0, c = 0, d = 0, e = 0, f = 0]: readonly number[]): Vector3 {
  return [b * f - c * e, c * d - a * f, a * e - b * d];
}
