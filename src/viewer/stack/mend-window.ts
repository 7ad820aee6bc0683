import type { Types } from "@cornerstonejs/core";
import { sortedValues } from "../tools/image-values.ts";

/**
 * Gives an image a window, from the 1st to the 99.5th percentile, when its file names none that shows anything:
 * Cornerstone turns a width of 0 into an inverted, empty picture.
 */
export function mendWindow(image: Types.IImage): void {
  const width = Array.isArray(image.windowWidth) ? image.windowWidth[0] : image.windowWidth;
  if (image.color || width >= 1) return;
  const sorted = sortedValues(image);
  const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
  const [lower, upper] = [at(0.01), at(0.995)];
  image.windowWidth = Math.max(1, upper - lower);
  image.windowCenter = (upper + lower) / 2;
}
