import { displayOf } from "../../../plugin/cornerstone/display-range.ts";
import { heatmapPixels } from "../../../plugin/cornerstone/heatmap-pixels.ts";
import { regionLoops } from "../../../plugin/cornerstone/mask-outline.ts";
import type { Affine } from "../../imaging/affine.ts";
import type { LoadedModel } from "../../inference/engine.ts";
import { mapToImage } from "../../scoring/map-to-image.ts";
import type { ImageResult } from "../../scoring/result.ts";
import type { ColormapName } from "../../ui/colormaps.ts";

export interface HeatmapOptions {
  readonly result: ImageResult;
  readonly model: LoadedModel;
  /** Size of the image, pixels. */
  readonly rows: number;
  readonly columns: number;
  readonly colormap: ColormapName;
}

const opacity = 0.6;
const labelPixels = 34;

/**
 * Draws the anomaly map above its calibrated threshold over an image, and the outlines and numbers of the regions. The
 * canvas shows the whole image, stretched to its size.
 */
export function drawHeatmap(canvas: HTMLCanvasElement, options: HeatmapOptions): void {
  const context = canvas.getContext("2d");
  if (!context) return;
  const across = canvas.width / options.columns;
  const down = canvas.height / options.rows;
  drawMap(context, options, toCanvas(options.result.affine, across, down));
  drawRegions(context, options.result, across, down);
}

/** From the model's pixels to the canvas's, whose pixel centres lie at whole numbers too. */
function toCanvas(affine: Affine, across: number, down: number): Affine {
  return {
    scaleColumn: affine.scaleColumn * across,
    scaleRow: affine.scaleRow * down,
    offsetColumn: (affine.offsetColumn + 0.5) * across - 0.5,
    offsetRow: (affine.offsetRow + 0.5) * down - 0.5,
  };
}

function drawMap(
  context: CanvasRenderingContext2D,
  { result, model, colormap }: HeatmapOptions,
  affine: Affine,
): void {
  const values = result.maps.anomaly;
  const display = displayOf(model, "anomaly", "calibrated");
  if (!values || !display) return;
  const { width, height } = context.canvas;
  const map = mapToImage({ values, height: result.height, width: result.width }, affine, height, width);
  const layer = new OffscreenCanvas(width, height);
  const pixels = heatmapPixels(map, { display, colours: colormap, opacity });
  layer.getContext("2d")?.putImageData(new ImageData(pixels, width, height), 0, 0);
  context.drawImage(layer, 0, 0);
}

function drawRegions(
  context: CanvasRenderingContext2D,
  result: ImageResult,
  across: number,
  down: number,
): void {
  context.font = `600 ${labelPixels}px system-ui, sans-serif`;
  context.textBaseline = "bottom";
  for (const region of result.regions) {
    context.beginPath();
    for (const loop of regionLoops(result, region)) {
      loop.forEach(({ column, row }, index) => {
        const [x, y] = [(column + 0.5) * across, (row + 0.5) * down];
        if (index === 0) context.moveTo(x, y);
        else context.lineTo(x, y);
      });
      context.closePath();
    }
    const { right, top } = region.bounds;
    const [x, y] = [(right + 1) * across + 3, Math.max(labelPixels, (top + 0.5) * down)];
    // Light on dark, so that it is seen on any grey.
    for (const [colour, width] of [
      ["#000000", 4],
      ["#ffd166", 2],
    ] as const) {
      context.strokeStyle = colour;
      context.lineWidth = width;
      context.stroke();
    }
    context.lineWidth = 5;
    context.strokeStyle = "#000000";
    context.strokeText(String(region.id), x, y);
    context.fillStyle = "#ffd166";
    context.fillText(String(region.id), x, y);
  }
}
