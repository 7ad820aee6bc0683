import type { TrainingImages } from "./batches.ts";
import type { Preset } from "./preset.ts";

/** FNV-1a offset and prime for 32 bits. */
const offsetBasis = 0x811c9dc5;
const prime = 0x01000193;

function mix(hash: number, value: number): number {
  return Math.imul(hash ^ value, prime) >>> 0;
}

/**
 * A short text that changes with the settings that shape a run and with the images: it keeps a checkpoint from being
 * continued by another run by accident, it does not protect against intent.
 */
export function fingerprint(preset: Preset, images: TrainingImages): string {
  const { input, network, optimization, augmentation, denoising } = preset;
  let hash = offsetBasis;
  const settings = JSON.stringify({ input, network, optimization, augmentation, denoising });
  for (const character of settings) hash = mix(hash, character.charCodeAt(0));
  const words = new Uint32Array(images.pixels.buffer, images.pixels.byteOffset, images.pixels.length);
  for (const word of words) hash = mix(hash, word);
  return `${images.count}-${hash.toString(16).padStart(8, "0")}`;
}
