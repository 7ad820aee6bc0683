import type { Types } from "@cornerstonejs/core";

/** Pixels to look at when windowing; more would not change what the eye sees. */
const samples = 20_000;

/** Values of an evenly spread sample of an image's pixels, after the modality LUT, rising; none of a colour image. */
export function sortedValues(image: Types.IImage): Float64Array {
  if (image.color) return new Float64Array();
  const pixels = image.getPixelData();
  const step = Math.max(1, Math.floor(pixels.length / samples));
  const scaled = image.preScale?.scaled ?? false;
  const slope = scaled ? 1 : image.slope || 1;
  const intercept = scaled ? 0 : image.intercept || 0;
  const values = new Float64Array(Math.ceil(pixels.length / step));
  for (let index = 0; index < values.length; index++) {
    values[index] = (pixels[index * step] ?? 0) * slope + intercept;
  }
  return values.sort();
}
