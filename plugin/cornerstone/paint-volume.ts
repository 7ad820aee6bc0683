import { coloursOf } from "../../src/ui/colormaps.ts";
import type { OverlayStyle } from "../overlay.ts";
import { contoursOf } from "./contours.ts";
import type { Display } from "./display-range.ts";
import { backgroundOf, heatmapPixels } from "./heatmap-pixels.ts";
import type { VolumeViewport } from "./host.ts";
import { viewGrid } from "./plane-grid.ts";
import { reslice, slicesWithin } from "./reslice.ts";
import { strokeContours } from "./stroke-contours.ts";
import type { VolumeScoring } from "./volume-scoring.ts";

/** Points that are resliced for a frame at most: finer than the model's own pixels, and 10 ms on a slow core. */
const mostPoints = 256 * 256;
/** Slices that a point is made of at most, for as many points; smoothed over more of them a frame has fewer points. */
const mostSlices = 8;
/** A Gaussian's full width at half its height over its standard deviation. */
const widthPerSigma = 2 * Math.sqrt(2 * Math.log(2));

export interface PaintOptions {
  readonly scoring: Pick<VolumeScoring, "geometry" | "maps">;
  readonly style: OverlayStyle;
  readonly display: Display;
  /** What lines are drawn around; undefined where there are to be none. */
  readonly outline?: Display | undefined;
}

/** Draws a volume's heatmap in the view's plane over what the host has drawn on its canvas. */
export function paintVolume(
  viewport: VolumeViewport,
  { scoring, style, display, outline }: PaintOptions,
): void {
  const { canvas } = viewport;
  const { clientWidth: width, clientHeight: height } = canvas;
  const context = canvas.getContext("2d");
  const { geometry } = scoring;
  const smoothing = (style.smoothingMm ?? 0) / widthPerSigma / geometry.sliceSpacing;
  const points = mostPoints * Math.min(1, mostSlices / slicesWithin(smoothing));
  const seen = viewGrid(geometry, viewOf(viewport, width, height), canvas.width / width, points);
  if (!seen || !context) return;
  const { grid, left, top } = seen;
  const { map, colormap, opacity } = style;
  const values = reslice({ grid, slices: scoring.maps(map), background: backgroundOf(display), smoothing });
  const colours = coloursOf(map, colormap);
  if (style.drawing !== "outline") {
    const picture = new OffscreenCanvas(grid.columns, grid.rows);
    const pixels = heatmapPixels(values, { display, colours, opacity });
    picture.getContext("2d")!.putImageData(new ImageData(pixels, grid.columns, grid.rows), 0, 0);
    context.drawImage(picture, left, top, seen.width, seen.height);
  }
  if (!outline) return;
  const lines = contoursOf({ values, height: grid.rows, width: grid.columns, display: outline, colours });
  strokeContours(context, lines, {
    left,
    top,
    scaleX: seen.width / grid.columns,
    scaleY: seen.height / grid.rows,
    resolution: canvas.width / width,
  });
}

function viewOf(viewport: VolumeViewport, width: number, height: number): Parameters<typeof viewGrid>[1] {
  return {
    width,
    height,
    canvasToWorld: (point) => viewport.canvasToWorld(point),
    worldToCanvas: (world) => viewport.worldToCanvas(world),
  };
}
