import { imageLoader, utilities } from "@cornerstonejs/core";
import { drawRegionThumbnail as draw } from "../../../plugin/cornerstone/region-thumbnail.ts";
import type { Region } from "../../scoring/result.ts";

/**
 * An image small on a canvas with a frame around a region. The canvas takes the image's shape.
 *
 * @throws what the image loader throws
 */
export async function drawRegionThumbnail(
  canvas: HTMLCanvasElement,
  imageId: string,
  modality: string,
  bounds: Region["bounds"],
): Promise<void> {
  await draw({ cornerstone: { imageLoader, utilities }, canvas, imageId, modality, bounds });
}
