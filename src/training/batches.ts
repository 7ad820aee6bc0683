import type { Random } from "../vae/random.ts";
import { augment, type ImageSize } from "./augmentation.ts";
import { corrupt } from "./corrupt.ts";
import type { Preset } from "./preset.ts";

/** Prepared images as plain data, so that training does not depend on where they come from. */
export interface TrainingImages {
  readonly count: number;
  readonly height: number;
  readonly width: number;
  /** [count, height, width], in [0, 1], 0 outside the mask. */
  readonly pixels: Float32Array;
  /** [count, height, width], 1 on the foreground. */
  readonly masks: Uint8Array;
}

/** [size, height, width, 1] each; reused by the next batch. */
export interface Batch {
  readonly size: number;
  readonly height: number;
  readonly width: number;
  /** What the encoder sees. */
  readonly corrupted: Float32Array;
  /** What the decoder should give. */
  readonly target: Float32Array;
}

/** Makes augmented batches; the arrays are allocated once. */
export function createBatcher(
  images: TrainingImages,
  options: Pick<Preset, "augmentation" | "denoising">,
  batchSize: number,
): (indices: Int32Array, random: Random) => Batch {
  const size: ImageSize = { height: images.height, width: images.width };
  const pixels = size.height * size.width;
  const target = new Float32Array(batchSize * pixels);
  const corrupted = new Float32Array(batchSize * pixels);
  const masks = new Uint8Array(batchSize * pixels);
  return (indices, random) => {
    for (const [slot, index] of indices.entries()) {
      augment(
        { images: images.pixels, masks: images.masks, offset: index * pixels },
        { images: target, masks, offset: slot * pixels },
        size,
        options.augmentation,
        random,
      );
    }
    corrupted.set(target);
    for (const slot of indices.keys()) {
      corrupt(corrupted, masks, slot * pixels, size, options.denoising, random);
    }
    const length = indices.length * pixels;
    return {
      size: indices.length,
      ...size,
      corrupted: corrupted.subarray(0, length),
      target: target.subarray(0, length),
    };
  };
}
