import type { Contour } from "./contours.ts";

/** Where a map's pixels lie on a canvas, in the canvas's own pixels. */
export interface ContourPlace {
  readonly left: number;
  readonly top: number;
  readonly scaleX: number;
  readonly scaleY: number;
  /** The canvas's own pixels in a CSS pixel. */
  readonly resolution: number;
}

/** Draws lines as wide on the screen at any zoom, each over a dark one that keeps it legible on bright tissue. */
export function strokeContours(
  context: CanvasRenderingContext2D,
  contours: readonly Contour[],
  { left, top, scaleX, scaleY, resolution }: ContourPlace,
): void {
  context.save();
  context.resetTransform();
  context.lineJoin = "round";
  for (const { loops, colour } of contours) {
    context.beginPath();
    for (const loop of loops) {
      for (const [index, { column, row }] of loop.entries()) {
        // A pixel's centre lies half a pixel from its edge.
        const x = left + (column + 0.5) * scaleX;
        const y = top + (row + 0.5) * scaleY;
        if (index === 0) context.moveTo(x, y);
        else context.lineTo(x, y);
      }
      context.closePath();
    }
    context.strokeStyle = "rgb(0 0 0 / 0.6)";
    context.lineWidth = 4 * resolution;
    context.stroke();
    context.strokeStyle = colour;
    context.lineWidth = 2 * resolution;
    context.stroke();
  }
  context.restore();
}
