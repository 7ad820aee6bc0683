import { imageLoader, utilities } from "@cornerstonejs/core";

/**
 * Draws an image small on a canvas, on the CPU: thumbnails need no WebGL context of their own.
 *
 * @throws what the image loader throws
 */
export async function drawThumbnail(
  canvas: HTMLCanvasElement,
  imageId: string,
  modality: string,
): Promise<void> {
  const image = await imageLoader.loadAndCacheImage(imageId);
  await utilities.renderToCanvasCPU(canvas, image, modality);
}
