import type { Region } from "../../src/scoring/result.ts";
import type { Cornerstone } from "./host.ts";

export interface RegionThumbnailOptions {
  readonly cornerstone: Pick<Cornerstone, "imageLoader" | "utilities">;
  readonly canvas: HTMLCanvasElement;
  readonly imageId: string;
  /** As DICOM names it, for the window. */
  readonly modality: string;
  /** Image pixels. */
  readonly bounds: Region["bounds"];
}

/** How far the mark keeps away from what it marks, as a share of the image's width. */
const margin = 0.03;

/**
 * An image small on a canvas with a frame around a region. The canvas takes the image's shape, so that the two lie
 * on each other. Drawn on the CPU: thumbnails need no WebGL context of their own.
 *
 * @throws what the image loader throws
 */
export async function drawRegionThumbnail(options: RegionThumbnailOptions): Promise<void> {
  const { cornerstone, canvas, imageId, modality, bounds } = options;
  const image = await cornerstone.imageLoader.loadAndCacheImage(imageId);
  const { columns, rows, columnPixelSpacing, rowPixelSpacing } = image;
  const side = Math.max(canvas.width, canvas.height);
  const across = columns * (columnPixelSpacing || 1);
  const down = rows * (rowPixelSpacing || 1);
  canvas.width = Math.max(1, Math.round((side * across) / Math.max(across, down)));
  canvas.height = Math.max(1, Math.round((side * down) / Math.max(across, down)));
  await cornerstone.utilities.renderToCanvasCPU(canvas, image, modality);
  const context = canvas.getContext("2d");
  if (!context) return;
  const away = margin * columns;
  context.setTransform(canvas.width / columns, 0, 0, canvas.height / rows, 0, 0);
  context.beginPath();
  context.rect(
    bounds.left - away,
    bounds.top - away,
    bounds.right - bounds.left + 2 * away,
    bounds.bottom - bounds.top + 2 * away,
  );
  context.resetTransform();
  // Light on dark, so that it is seen on any grey.
  for (const [style, width] of [
    ["#000000", 4],
    ["#ffd166", 2],
  ] as const) {
    context.strokeStyle = style;
    context.lineWidth = width;
    context.stroke();
  }
}
