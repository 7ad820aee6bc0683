import { distanceTransform } from "../../imaging/distance-transform.ts";
import type { ModelInput } from "../../imaging/model-input.ts";
import type { TrainingImages } from "../../training/index.ts";

/** Prepared images in few large arrays, as training takes them and as the browser keeps them. */
export interface PreparedImages extends TrainingImages {
  /** What else an input holds, one an image. */
  readonly facts: readonly Pick<ModelInput, "affine" | "statistics">[];
}

/** An input without its depths, which follow from the mask. */
export type CompactInput = Omit<ModelInput, "depth">;

/** @param inputs all of `size` */
export function packInputs(
  inputs: readonly CompactInput[],
  { height, width }: { readonly height: number; readonly width: number },
): PreparedImages {
  const size = height * width;
  const pixels = new Float32Array(inputs.length * size);
  const masks = new Uint8Array(inputs.length * size);
  for (const [index, input] of inputs.entries()) {
    pixels.set(input.pixels, index * size);
    masks.set(input.mask, index * size);
  }
  const facts = inputs.map(({ affine, statistics }) => ({ affine, statistics }));
  return { count: inputs.length, height, width, pixels, masks, facts };
}

/** One of the images as `prepare` of src/imaging gave it. */
export function unpackInput(images: PreparedImages, index: number): ModelInput {
  const { height, width } = images;
  const size = height * width;
  const mask = images.masks.slice(index * size, (index + 1) * size);
  return {
    pixels: images.pixels.slice(index * size, (index + 1) * size),
    mask,
    depth: distanceTransform({ pixels: mask, rows: height, columns: width }),
    height,
    width,
    ...images.facts[index]!,
  };
}

/** At most `count` images, evenly spaced. */
export function someOf(images: PreparedImages, count: number): PreparedImages {
  if (images.count <= count) return images;
  const size = images.height * images.width;
  const indices = Array.from({ length: count }, (_, index) => Math.floor((index * images.count) / count));
  const pixels = new Float32Array(count * size);
  const masks = new Uint8Array(count * size);
  for (const [to, from] of indices.entries()) {
    pixels.set(images.pixels.subarray(from * size, (from + 1) * size), to * size);
    masks.set(images.masks.subarray(from * size, (from + 1) * size), to * size);
  }
  return { ...images, count, pixels, masks, facts: indices.map((index) => images.facts[index]!) };
}
