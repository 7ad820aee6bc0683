import { mulberry32 } from "../seeded-random.ts";

export interface LesionShapeOptions {
  /** Pixels; whole numbers are pixel centres. */
  readonly centre: { readonly row: number; readonly column: number };
  /** Half axes of the outline, pixels. */
  readonly radii: { readonly row: number; readonly column: number };
  /** Width of the edge on either side of the outline, as a share of the radius, 0..1. Default 0.35. */
  readonly softness?: number;
  /** How far the outline strays from the ellipse, as a share of the radius, 0..0.5. Default 0.12. */
  readonly irregularity?: number;
  /** The same seed gives the same outline, whatever the size. */
  readonly seed: number;
}

/** Rows and columns of an image, both ends within. */
export interface Box {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/** An ellipse with a wavy outline and a soft edge, on the grid of an image. */
export interface LesionShape {
  readonly centre: { readonly row: number; readonly column: number };
  /** Holds all pixels whose weight is above 0, and a ring of half a radius around them where the image reaches. */
  readonly box: Box;
  /** [rows, columns]: 1 well inside, ½ on the outline, 0 outside of the edge. */
  readonly weights: Float32Array;
  /** [rows, columns]: 1 inside the outline. */
  readonly mask: Uint8Array;
  /** From the centre, 1 on the outline. */
  distance(row: number, column: number): number;
}

/** @throws RangeError when the shape does not fit into the image, or an option is out of range */
export function lesionShape(rows: number, columns: number, options: LesionShapeOptions): LesionShape {
  const { centre, radii, softness = 0.35, irregularity = 0.12, seed } = options;
  check(rows, columns, options, softness, irregularity);
  const outline = wavyOutline(seed, irregularity);
  const distance = (row: number, column: number) => {
    const y = (row - centre.row) / radii.row;
    const x = (column - centre.column) / radii.column;
    return Math.hypot(x, y) / outline(Math.atan2(y, x));
  };
  const edge = 1 + softness;
  const reach = (edge + 0.5) * (1 + irregularity);
  const box = {
    top: Math.max(0, Math.floor(centre.row - reach * radii.row)),
    bottom: Math.min(rows - 1, Math.ceil(centre.row + reach * radii.row)),
    left: Math.max(0, Math.floor(centre.column - reach * radii.column)),
    right: Math.min(columns - 1, Math.ceil(centre.column + reach * radii.column)),
  };
  const weights = new Float32Array(rows * columns);
  const mask = new Uint8Array(rows * columns);
  for (let r = box.top; r <= box.bottom; r++) {
    for (let c = box.left; c <= box.right; c++) {
      const d = distance(r, c);
      const i = r * columns + c;
      if (d <= 1) mask[i] = 1;
      if (d < edge) weights[i] = softness === 0 ? mask[i]! : fade((edge - d) / (2 * softness));
    }
  }
  return { centre, box, weights, mask, distance };
}

/** A smooth step from 0 to 1 (3t² - 2t³). */
function fade(t: number): number {
  const clamped = Math.min(1, Math.max(0, t));
  return clamped * clamped * (3 - 2 * clamped);
}

/** Radius by angle: 1 plus a few low harmonics, at most `irregularity` away from 1. */
function wavyOutline(seed: number, irregularity: number): (angle: number) => number {
  const random = mulberry32(seed);
  const harmonics = [2, 3, 4, 5].map((order) => ({
    order,
    amplitude: (0.5 + 0.5 * random()) / order,
    phase: 2 * Math.PI * random(),
  }));
  const most = harmonics.reduce((sum, { amplitude }) => sum + amplitude, 0);
  return (angle) => {
    let sum = 0;
    for (const { order, amplitude, phase } of harmonics) sum += amplitude * Math.cos(order * angle + phase);
    return 1 + (irregularity * sum) / most;
  };
}

function check(
  rows: number,
  columns: number,
  { centre, radii }: LesionShapeOptions,
  softness: number,
  irregularity: number,
): void {
  const isWithin = (x: number, low: number, high: number) => x >= low && x <= high;
  if (!isWithin(softness, 0, 1) || !isWithin(irregularity, 0, 0.5)) {
    throw new RangeError("A lesion's softness is 0..1, its irregularity 0..0.5.");
  }
  if (!(radii.row >= 0.5 && radii.column >= 0.5)) {
    throw new RangeError("A lesion's radii are at least half a pixel.");
  }
  const fits =
    isWithin(centre.row, radii.row, rows - 1 - radii.row) &&
    isWithin(centre.column, radii.column, columns - 1 - radii.column);
  if (!fits) throw new RangeError("The lesion reaches beyond the image. Move its centre or make it smaller.");
}
