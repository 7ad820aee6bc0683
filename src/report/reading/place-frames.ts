import type { Frame, FramePlane, Vector3 } from "../../imaging/frame.ts";
import type { FramePlacement } from "./frame-groups.ts";

/** An image that overlays may lie on. */
export interface TargetImage extends Pick<Frame, "plane" | "spacing" | "rows" | "columns"> {
  readonly SOPInstanceUID: string;
  readonly frameNumber: number;
  /** Empty where the image has none. */
  readonly frameOfReferenceUID: string;
}

/** The grid that an overlay's frames are on. */
export interface OverlayGrid {
  readonly rows: number;
  readonly columns: number;
  readonly frameOfReferenceUID?: string;
}

/**
 * For each pixel of the image the index of the overlay's pixel that it lies in, -1 outside; undefined where the grids
 * are the same.
 */
export type PixelLookup = Int32Array | undefined;

export interface PlacedFrame<Placed extends FramePlacement> {
  readonly frame: Placed;
  readonly lookup: () => PixelLookup;
}

export interface PlaceFramesOptions {
  /**
   * Whether only frames that name the image count: to be set where the overlay names images of the same series, since
   * it then says of each which frames are its own. Default false.
   */
  readonly namedOnly?: boolean;
}

/** Cosines of parallel planes agree to this. */
const parallel = 0.999;
/** Half a slab where the overlay does not say how thick it is, mm. */
const thinnest = 0.05;
/** Share of a pixel that the same grid may be off by. */
const sameGrid = 0.02;

/**
 * The frames of an overlay that lie on an image: those that name it and have its grid, and those of the same frame of
 * reference whose slab the image's plane runs through. Oblique to the image's plane none does.
 */
export function placeFrames<Placed extends FramePlacement>(
  frames: readonly Placed[],
  grid: OverlayGrid,
  image: TargetImage,
  { namedOnly = false }: PlaceFramesOptions = {},
): PlacedFrame<Placed>[] {
  return frames.flatMap((frame): PlacedFrame<Placed>[] => {
    const { source } = frame;
    const isNamed =
      source?.SOPInstanceUID === image.SOPInstanceUID && source.frameNumber === image.frameNumber;
    const hasSameSize = grid.rows === image.rows && grid.columns === image.columns;
    if (isInSpace(frame) && isInSpace(image) && grid.frameOfReferenceUID === image.frameOfReferenceUID) {
      if (!isNamed && (namedOnly || !runsThrough(frame, image))) return [];
      if (isOnSameGrid(frame, image) && hasSameSize) return [{ frame, lookup: () => undefined }];
      return isParallel(frame.plane, image.plane)
        ? [{ frame, lookup: () => lookup(frame, grid, image) }]
        : [];
    }
    return isNamed && hasSameSize ? [{ frame, lookup: () => undefined }] : [];
  });
}

type InSpace = Required<Pick<Frame, "plane" | "spacing">>;

function isInSpace<Placed extends Pick<Frame, "plane" | "spacing">>(
  placed: Placed,
): placed is Placed & InSpace {
  return placed.plane !== undefined && placed.spacing !== undefined;
}

function isParallel(a: FramePlane, b: FramePlane): boolean {
  return Math.abs(dot(normalOf(a), normalOf(b))) >= parallel;
}

function runsThrough(frame: FramePlacement & InSpace, { plane }: InSpace): boolean {
  if (!isParallel(frame.plane, plane)) return false;
  const away = dot(normalOf(frame.plane), minus(plane.position, frame.plane.position));
  return Math.abs(away) <= Math.max(thinnest, (frame.thickness ?? 0) / 2 - thinnest);
}

function isOnSameGrid(frame: InSpace, image: InSpace): boolean {
  const { row, column } = image.spacing;
  const near = (a: Vector3, b: Vector3) => Math.hypot(...minus(a, b)) <= sameGrid * Math.min(row, column);
  return (
    Math.abs(frame.spacing.row - row) <= 1e-3 * row &&
    Math.abs(frame.spacing.column - column) <= 1e-3 * column &&
    dot(frame.plane.rowCosines, image.plane.rowCosines) >= parallel &&
    dot(frame.plane.columnCosines, image.plane.columnCosines) >= parallel &&
    near(inPlane(frame.plane, frame.plane.position), inPlane(frame.plane, image.plane.position))
  );
}

/** A point moved along the normal into the plane through the origin: what is left is where it is in the plane. */
function inPlane(plane: FramePlane, point: Vector3): Vector3 {
  const normal = normalOf(plane);
  const along = dot(normal, point);
  return [point[0] - along * normal[0], point[1] - along * normal[1], point[2] - along * normal[2]];
}

function lookup(frame: InSpace, grid: OverlayGrid, image: TargetImage & InSpace): Int32Array {
  const { plane, spacing } = frame;
  const found = new Int32Array(image.rows * image.columns).fill(-1);
  for (let row = 0; row < image.rows; row++) {
    for (let column = 0; column < image.columns; column++) {
      const across = column * image.spacing.column;
      const down = row * image.spacing.row;
      const { position, rowCosines, columnCosines } = image.plane;
      const offset: Vector3 = [0, 1, 2].map(
        (axis) =>
          position[axis]! + across * rowCosines[axis]! + down * columnCosines[axis]! - plane.position[axis]!,
      ) as unknown as Vector3;
      const x = Math.round(dot(offset, plane.rowCosines) / spacing.column);
      const y = Math.round(dot(offset, plane.columnCosines) / spacing.row);
      if (x < 0 || y < 0 || x >= grid.columns || y >= grid.rows) continue;
      found[row * image.columns + column] = y * grid.columns + x;
    }
  }
  return found;
}

/** Values of an overlay's grid on the image's; `outside` where it does not reach. */
export function onImage<Values extends Uint8Array | Float32Array>(
  values: Values,
  found: PixelLookup,
  outside: number,
): Values {
  if (!found) return values;
  const taken = values instanceof Uint8Array ? new Uint8Array(found.length) : new Float32Array(found.length);
  found.forEach((index, place) => {
    taken[place] = index < 0 ? outside : values[index]!;
  });
  return taken as Values;
}

function normalOf({ rowCosines: [a, b, c], columnCosines: [d, e, f] }: FramePlane): Vector3 {
  return [b * f - c * e, c * d - a * f, a * e - b * d];
}

function dot(a: Vector3, b: Vector3): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

function minus(a: Vector3, b: Vector3): Vector3 {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
}
