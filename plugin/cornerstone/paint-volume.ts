import { coloursOf } from "../../src/ui/colormaps.ts";
import type { OverlayStyle } from "../overlay.ts";
import type { Display } from "./display-range.ts";
import { backgroundOf, heatmapPixels } from "./heatmap-pixels.ts";
import type { VolumeViewport } from "./host.ts";
import { viewGrid } from "./plane-grid.ts";
import { reslice } from "./reslice.ts";
import type { VolumeScoring } from "./volume-scoring.ts";

/** Points that are resliced for a frame at most: finer than the model's own pixels, and 10 ms on a slow core. */
const mostPoints = 256 * 256;

export interface PaintOptions {
  readonly scoring: Pick<VolumeScoring, "geometry" | "maps">;
  readonly style: OverlayStyle;
  readonly display: Display;
}

/** Draws a volume's heatmap in the view's plane over what the host has drawn on its canvas. */
export function paintVolume(viewport: VolumeViewport, { scoring, style, display }: PaintOptions): void {
  const { canvas } = viewport;
  const { clientWidth: width, clientHeight: height } = canvas;
  const context = canvas.getContext("2d");
  const seen = viewGrid(scoring.geometry, viewOf(viewport, width, height), canvas.width / width, mostPoints);
  if (!seen || !context) return;
  const { grid, left, top } = seen;
  const { map, colormap, opacity } = style;
  const values = reslice({ grid, slices: scoring.maps(map), background: backgroundOf(display) });
  const look = { display, colours: coloursOf(map, colormap), opacity };
  const picture = new OffscreenCanvas(grid.columns, grid.rows);
  const pixels = new ImageData(heatmapPixels(values, look), grid.columns, grid.rows);
  picture.getContext("2d")!.putImageData(pixels, 0, 0);
  context.drawImage(picture, left, top, seen.width, seen.height);
}

function viewOf(viewport: VolumeViewport, width: number, height: number): Parameters<typeof viewGrid>[1] {
  return {
    width,
    height,
    canvasToWorld: (point) => viewport.canvasToWorld(point),
    worldToCanvas: (world) => viewport.worldToCanvas(world),
  };
}
