import { mulberry32 } from "./seeded-random.ts";

/** The part of an image that a lesion is put into. */
export interface LesionCanvas {
  /** [rows, columns], row-major, display polarity (brighter is higher). */
  readonly pixels: Float32Array;
  readonly rows: number;
  readonly columns: number;
}

export interface LesionOptions {
  /** Pixels; whole numbers are pixel centres. */
  readonly centre: { readonly row: number; readonly column: number };
  /** Half axes of the outline, pixels. */
  readonly radii: { readonly row: number; readonly column: number };
  /** How much brighter than its surroundings, as a share of their median; negative for darker. */
  readonly contrast: number;
  /** Width of the edge on either side of the outline, as a share of the radius, 0..1. Default 0.35. */
  readonly softness?: number;
  /** How far the outline strays from the ellipse, as a share of the radius, 0..0.5. Default 0.12. */
  readonly irregularity?: number;
  /** The same seed gives the same outline, whatever the size. */
  readonly seed: number;
}

export interface ImplantedLesion {
  /** [rows, columns]: the image with the lesion. */
  readonly pixels: Float32Array;
  /** [rows, columns]: 1 inside the outline, where the change is at least half of the full contrast. */
  readonly mask: Uint8Array;
}

/**
 * Implants a synthetic lesion: an ellipse with a wavy outline and a soft edge, added to what is there, so that the
 * tissue's own texture stays. The surroundings are the ring around it, as wide as half its radius.
 *
 * @throws RangeError when the lesion does not fit into the image, or an option is out of range
 */
export function implantLesion(canvas: LesionCanvas, options: LesionOptions): ImplantedLesion {
  const { centre, radii, contrast, softness = 0.35, irregularity = 0.12, seed } = options;
  const { rows, columns } = canvas;
  check(canvas, options, softness, irregularity);
  const outline = wavyOutline(seed, irregularity);
  const distance = (row: number, column: number) => {
    const y = (row - centre.row) / radii.row;
    const x = (column - centre.column) / radii.column;
    return Math.hypot(x, y) / outline(Math.atan2(y, x));
  };

  const edge = 1 + softness;
  const ring: number[] = [];
  const reach = (edge + 0.5) * (1 + irregularity);
  const top = Math.max(0, Math.floor(centre.row - reach * radii.row));
  const bottom = Math.min(rows - 1, Math.ceil(centre.row + reach * radii.row));
  const left = Math.max(0, Math.floor(centre.column - reach * radii.column));
  const right = Math.min(columns - 1, Math.ceil(centre.column + reach * radii.column));
  const weights = new Float32Array(rows * columns);
  const mask = new Uint8Array(rows * columns);
  for (let r = top; r <= bottom; r++) {
    for (let c = left; c <= right; c++) {
      const d = distance(r, c);
      const i = r * columns + c;
      if (d <= 1) mask[i] = 1;
      if (d < edge) weights[i] = softness === 0 ? mask[i]! : fade((edge - d) / (2 * softness));
      else if (d < edge + 0.5) ring.push(canvas.pixels[i]!);
    }
  }
  ring.sort((a, b) => a - b);
  const surroundings = ring[ring.length >> 1]!;
  const pixels = canvas.pixels.map((x, i) => x + weights[i]! * contrast * surroundings);
  return { pixels, mask };
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
  { pixels, rows, columns }: LesionCanvas,
  { centre, radii, contrast }: LesionOptions,
  softness: number,
  irregularity: number,
): void {
  if (pixels.length !== rows * columns) {
    throw new RangeError(`The image has ${pixels.length} pixels, not ${rows} x ${columns}.`);
  }
  const isWithin = (x: number, low: number, high: number) => x >= low && x <= high;
  if (!isWithin(softness, 0, 1) || !isWithin(irregularity, 0, 0.5) || !Number.isFinite(contrast)) {
    throw new RangeError("A lesion's softness is 0..1, its irregularity 0..0.5, its contrast a number.");
  }
  if (!(radii.row >= 0.5 && radii.column >= 0.5)) {
    throw new RangeError("A lesion's radii are at least half a pixel.");
  }
  const fits =
    isWithin(centre.row, radii.row, rows - 1 - radii.row) &&
    isWithin(centre.column, radii.column, columns - 1 - radii.column);
  if (!fits) throw new RangeError("The lesion reaches beyond the image. Move its centre or make it smaller.");
}
