import { imageLoader } from "@cornerstonejs/core";
import type { Region } from "../../scoring/result.ts";
import { drawThumbnail } from "./thumbnail.ts";

/** Image pixels that the mark keeps away from what it marks, as a share of the image's width. */
const margin = 0.03;

/**
 * An image small on a canvas with a frame around a region. The canvas takes the image's shape, so that the two lie
 * on each other.
 *
 * @throws what the image loader throws
 */
export async function drawRegionThumbnail(
  canvas: HTMLCanvasElement,
  imageId: string,
  modality: string,
  bounds: Region["bounds"],
): Promise<void> {
  const { columns, rows, columnPixelSpacing, rowPixelSpacing } = await imageLoader.loadAndCacheImage(imageId);
  const side = Math.max(canvas.width, canvas.height);
  const across = columns * (columnPixelSpacing || 1);
  const down = rows * (rowPixelSpacing || 1);
  canvas.width = Math.max(1, Math.round((side * across) / Math.max(across, down)));
  canvas.height = Math.max(1, Math.round((side * down) / Math.max(across, down)));
  await drawThumbnail(canvas, imageId, modality);
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
