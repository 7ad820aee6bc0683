import type { Types } from "@cornerstonejs/core";

/** Pixels to look at when windowing; more would not change what the eye sees. */
const samples = 20_000;

/**
 * Gives an image a window, from the 1st to the 99.5th percentile, when its file names none that shows anything:
 * Cornerstone turns a width of 0 into an inverted, empty picture.
 */
export function mendWindow(image: Types.IImage): void {
  const width = Array.isArray(image.windowWidth) ? image.windowWidth[0] : image.windowWidth;
  if (image.color || width >= 1) return;
  const pixels = image.getPixelData();
  const step = Math.max(1, Math.floor(pixels.length / samples));
  const values: number[] = [];
  for (let index = 0; index < pixels.length; index += step) values.push(pixels[index] ?? 0);
  values.sort((a, b) => a - b);
  const at = (share: number) => values[Math.floor((values.length - 1) * share)] ?? 0;
  const modality = (value: number) =>
    image.preScale?.scaled ? value : value * (image.slope || 1) + (image.intercept || 0);
  const [lower, upper] = [modality(at(0.01)), modality(at(0.995))];
  image.windowWidth = Math.max(1, upper - lower);
  image.windowCenter = (upper + lower) / 2;
}
