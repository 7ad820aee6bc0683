import { TrainingError } from "../errors/index.ts";
import type { TrainingImages } from "./batches.ts";
import type { Preset } from "./preset.ts";

/** @throws TrainingError when the images are not of the preset's size, or there are too few, or none to validate on */
export function checkImages(
  images: TrainingImages,
  validation: TrainingImages | undefined,
  preset: Preset,
): void {
  const { batchSize, patience } = preset.optimization;
  for (const each of [images, ...(validation ? [validation] : [])]) checkSize(each, preset);
  if (images.count < batchSize) {
    throw new TrainingError(
      `There are ${images.count} training images, fewer than one batch of ${batchSize}. Add images or choose a smaller batch.`,
      { details: { images: images.count, batchSize } },
    );
  }
  if (patience !== undefined && (validation?.count ?? 0) === 0) {
    throw new TrainingError(
      "There are no images to validate on, which stopping early (patience) needs. Hold some out, or leave patience out.",
    );
  }
}

function checkSize({ count, height, width, pixels, masks }: TrainingImages, { input }: Preset): void {
  const length = count * input.height * input.width;
  const fits = height === input.height && width === input.width;
  if (fits && pixels.length === length && masks.length === length) return;
  throw new TrainingError(
    `The training images are not ${count} images of ${input.height}x${input.width}; prepare them with the preset's own steps and size.`,
  );
}
