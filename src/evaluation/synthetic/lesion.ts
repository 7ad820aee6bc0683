import { type LesionShapeOptions, lesionShape } from "./lesion-shape.ts";

/** The part of an image that a lesion is put into. */
export interface LesionCanvas {
  /** [rows, columns], row-major, display polarity (brighter is higher). */
  readonly pixels: Float32Array;
  readonly rows: number;
  readonly columns: number;
}

export interface LesionOptions extends LesionShapeOptions {
  /** How much brighter than its surroundings, as a share of their median; negative for darker. */
  readonly contrast: number;
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
  const { rows, columns } = canvas;
  const { contrast, softness = 0.35 } = options;
  if (canvas.pixels.length !== rows * columns) {
    throw new RangeError(`The image has ${canvas.pixels.length} pixels, not ${rows} x ${columns}.`);
  }
  if (!Number.isFinite(contrast)) throw new RangeError("A lesion's contrast is a number.");
  const { box, weights, mask, distance } = lesionShape(rows, columns, options);
  const edge = 1 + softness;
  const ring: number[] = [];
  for (let r = box.top; r <= box.bottom; r++) {
    for (let c = box.left; c <= box.right; c++) {
      const d = distance(r, c);
      if (d >= edge && d < edge + 0.5) ring.push(canvas.pixels[r * columns + c]!);
    }
  }
  ring.sort((a, b) => a - b);
  const surroundings = ring[ring.length >> 1]!;
  const pixels = canvas.pixels.map((x, i) => x + weights[i]! * contrast * surroundings);
  return { pixels, mask };
}
