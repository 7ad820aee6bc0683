import type { Random } from "../vae/random.ts";
import type { ImageSize } from "./augmentation.ts";
import { addCoarseNoise } from "./coarse-noise.ts";
import { coverContext } from "./context-mask.ts";
import { addGaussianNoise } from "./gaussian-noise.ts";
import type { Denoising } from "./preset.ts";

/**
 * Changes what the encoder sees of an image as the preset's `denoising` says; the decoder still has to give the image
 * as it was.
 *
 * @param images holds the image, [height, width], from `offset`; changed in place
 * @param masks of the same layout, 1 on the foreground
 * @returns whether the image was changed
 */
export function corrupt(
  images: Float32Array,
  masks: Uint8Array,
  offset: number,
  size: ImageSize,
  denoising: Denoising,
  random: Random,
): boolean {
  switch (denoising.kind) {
    case "none":
      return false;
    case "gaussianNoise":
      return addGaussianNoise(images, masks, offset, size.height * size.width, denoising, random);
    case "contextMask":
      return coverContext(images, masks, offset, size, denoising, random);
    default:
      return addCoarseNoise(images, masks, offset, size, denoising, random);
  }
}
