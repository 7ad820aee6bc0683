import type { Random } from "../vae/random.ts";

export interface GaussianNoise {
  /** Standard deviation of each pixel's noise. */
  readonly deviation: number;
  /** Share of images that get noise. */
  readonly probability: number;
}

/**
 * Adds independent Gaussian noise to each pixel of an image within its mask, with probability `options.probability`
 * (Vincent et al., "Extracting and Composing Robust Features with Denoising Autoencoders", ICML 2008; as a VAE: Im et
 * al., "Denoising Criterion for Variational Auto-Encoding Framework", AAAI 2017).
 *
 * @param images holds the image, `pixels` long, from `offset`; changed in place
 * @param masks of the same layout, 1 on the foreground
 * @returns whether noise was added
 */
export function addGaussianNoise(
  images: Float32Array,
  masks: Uint8Array,
  offset: number,
  pixels: number,
  options: GaussianNoise,
  random: Random,
): boolean {
  if (random.next() >= options.probability) return false;
  for (let index = offset; index < offset + pixels; index += 1) {
    if (masks[index] === 0) continue;
    images[index] = (images[index] as number) + options.deviation * random.normal();
  }
  return true;
}
