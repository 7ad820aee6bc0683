import type { Affine, PixelPoint } from "../../src/imaging/affine.ts";
import type { Point2, Point3, StackViewport } from "./host.ts";

/** Where the pixels of the image on the screen lie in the host's world, mm. */
export interface SlicePlane {
  /** Centre of the first pixel. */
  readonly origin: Point3;
  readonly rowCosines: Point3;
  readonly columnCosines: Point3;
  readonly normal: Point3;
  readonly columnSpacing: number;
  readonly rowSpacing: number;
  readonly columns: number;
  readonly rows: number;
}

/**
 * From the data the host draws, not from the DICOM tags: where tags are missing or calibrated by the user, the
 * overlay still lies on what is seen.
 *
 * @returns undefined while the viewport shows no image
 */
export function slicePlane(viewport: StackViewport): SlicePlane | undefined {
  const data = viewport.getImageData();
  if (!data) return undefined;
  const { origin, direction: d, spacing, dimensions } = data;
  return {
    origin: [origin[0], origin[1], origin[2]],
    rowCosines: [d[0]!, d[1]!, d[2]!],
    columnCosines: [d[3]!, d[4]!, d[5]!],
    normal: [d[6]!, d[7]!, d[8]!],
    columnSpacing: spacing[0],
    rowSpacing: spacing[1],
    columns: dimensions[0],
    rows: dimensions[1],
  };
}

export function pixelToWorld(plane: SlicePlane, { column, row }: PixelPoint): Point3 {
  const across = column * plane.columnSpacing;
  const down = row * plane.rowSpacing;
  const axis = (i: 0 | 1 | 2) =>
    plane.origin[i] + across * plane.rowCosines[i] + down * plane.columnCosines[i];
  return [axis(0), axis(1), axis(2)];
}

/** The pixel that a place lies in or, off the plane, straight above; fractional, and outside the image too. */
export function worldToPixel(plane: SlicePlane, world: Point3): PixelPoint {
  const along = (cosines: Point3) =>
    cosines.reduce((sum, cosine, axis) => sum + cosine * (world[axis]! - plane.origin[axis]!), 0);
  return {
    column: along(plane.rowCosines) / plane.columnSpacing,
    row: along(plane.columnCosines) / plane.rowSpacing,
  };
}

/** Whether a point lies in one of the image's pixels. */
export function isInside({ columns, rows }: SlicePlane, { column, row }: PixelPoint): boolean {
  return column >= -0.5 && row >= -0.5 && column < columns - 0.5 && row < rows - 0.5;
}

/** The plane of the model's pixels: the image's own, cropped and stretched. */
export function modelPlane(plane: SlicePlane, affine: Affine, height: number, width: number): SlicePlane {
  return {
    ...plane,
    origin: pixelToWorld(plane, { column: affine.offsetColumn, row: affine.offsetRow }),
    columnSpacing: plane.columnSpacing * affine.scaleColumn,
    rowSpacing: plane.rowSpacing * affine.scaleRow,
    columns: width,
    rows: height,
  };
}

/** x = a·column + c·row + e, y = b·column + d·row + f: the order of SVG's and canvas's matrix(). */
export interface CanvasTransform {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly e: number;
  readonly f: number;
}

/** From the image's pixels to the viewport's CSS pixels. Exact: a slice is seen straight on, without perspective. */
export function canvasTransform(
  plane: SlicePlane,
  worldToCanvas: (world: Point3) => Point2,
): CanvasTransform | undefined {
  const corner = worldToCanvas(pixelToWorld(plane, { column: 0, row: 0 }));
  const right = worldToCanvas(pixelToWorld(plane, { column: plane.columns, row: 0 }));
  const below = worldToCanvas(pixelToWorld(plane, { column: 0, row: plane.rows }));
  const transform = {
    a: (right[0] - corner[0]) / plane.columns,
    b: (right[1] - corner[1]) / plane.columns,
    c: (below[0] - corner[0]) / plane.rows,
    d: (below[1] - corner[1]) / plane.rows,
    e: corner[0],
    f: corner[1],
  };
  // Before its first layout a viewport has no size, and all of this is NaN.
  return Object.values(transform).every(Number.isFinite) ? transform : undefined;
}

export function toCanvas(transform: CanvasTransform, { column, row }: PixelPoint): Point2 {
  return [
    transform.a * column + transform.c * row + transform.e,
    transform.b * column + transform.d * row + transform.f,
  ];
}
