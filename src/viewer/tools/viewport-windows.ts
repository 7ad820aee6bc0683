import { cache, metaData } from "@cornerstonejs/core";
import { fileWindows } from "./file-windows.ts";
import { sortedValues } from "./image-values.ts";
import type { ImageViewport } from "./image-viewport.ts";
import { type GreyWindow, type WindowPreset, windowPresets } from "./window-presets.ts";

/** The windows on offer for what a viewport shows; none while it shows nothing. */
export function presetsOf(viewport: ImageViewport, modality: string): WindowPreset[] {
  const imageId = viewport.getCurrentImageId();
  const image = imageId === undefined ? undefined : cache.getImage(imageId);
  if (!image || image.color) return [];
  return windowPresets({
    modality,
    fileWindows: fileWindows(metaData, image.imageId),
    sorted: sortedValues(image),
  });
}

/** Shows a viewport's images under a window, until another is set. */
export function applyWindow(viewport: ImageViewport, { width, centre }: GreyWindow): void {
  viewport.setProperties({ voiRange: { lower: centre - width / 2, upper: centre + width / 2 } });
  viewport.render();
}

/** Whether a preset is the one that is set; windows are told apart to half a grey value of a 256th of them. */
export function isSet(viewport: ImageViewport, { window: { width, centre } }: WindowPreset): boolean {
  const voiRange = viewport.getProperties()?.voiRange;
  if (!voiRange) return false;
  const tolerance = width / 512;
  return (
    Math.abs(voiRange.upper - voiRange.lower - width) <= tolerance &&
    Math.abs((voiRange.upper + voiRange.lower) / 2 - centre) <= tolerance
  );
}
