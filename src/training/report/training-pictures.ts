import { type DecodedImage, decodeCodes, encodeImages } from "../../vae/network-images.ts";
import { Random } from "../../vae/random.ts";
import type { Vae } from "../../vae/vae.ts";
import type { HoldOutImages } from "./hold-out-images.ts";

export interface Reconstruction extends DecodedImage {
  /** [height, width] */
  readonly input: Float32Array;
}

/** One latent dimension from one end of the prior to the other, the others as a hold-out image has them. */
export interface Traversal {
  /** From 0. */
  readonly dimension: number;
  /** Mean over the hold-out images. */
  readonly nats: number;
  /** The decoder's mean for each of `traversalSteps`. */
  readonly images: readonly Float32Array[];
}

/** What a network makes of hold-out images and of its prior; all images [height, width]. */
export interface TrainingPictures {
  readonly height: number;
  readonly width: number;
  readonly reconstructions: readonly Reconstruction[];
  /** The decoder's mean for codes drawn from the prior. */
  readonly samples: readonly Float32Array[];
  /** The most active dimensions, most active first. */
  readonly traversals: readonly Traversal[];
}

/** Standard deviations of the prior. */
export const traversalSteps = [-3, -2, -1, 0, 1, 2, 3] as const;

export interface TrainingPicturesOptions {
  /** Of the samples. */
  readonly seed: number;
  readonly signal?: AbortSignal;
}

const reconstructions = 6;
const samples = 32;
const traversals = 8;

/** @param vae of the images' size. @throws the signal's reason when aborted */
export async function drawTrainingPictures(
  vae: Vae,
  { pixels: images, height, width }: HoldOutImages,
  { seed, signal }: TrainingPicturesOptions,
): Promise<TrainingPictures> {
  const posteriors = await encodeImages(vae, images, signal);
  const shown = evenly(images.length, reconstructions);
  const random = new Random(seed);
  const activity = Array.from({ length: vae.latentSize }, (_, dimension) => ({
    dimension,
    nats: posteriors.reduce((sum, { kl }) => sum + (kl[dimension] as number) / posteriors.length, 0),
  }));
  const most = activity.toSorted((a, b) => b.nats - a.nats).slice(0, traversals);
  const decode = async (codes: readonly Float32Array[]) => {
    const all: DecodedImage[] = [];
    for await (const image of decodeCodes(vae, codes, signal)) all.push(image);
    return all;
  };
  const decoded = await decode(shown.map((index) => posteriors[index]!.mean));
  const drawn = await decode(Array.from({ length: samples }, () => random.normals(vae.latentSize)));
  const traversed = await decode(
    most.flatMap(({ dimension }) =>
      traversalSteps.map((value) =>
        posteriors[shown[0]!]!.mean.slice().fill(value, dimension, dimension + 1),
      ),
    ),
  );
  return {
    height,
    width,
    reconstructions: shown.map((index, place) => ({ input: images[index]!, ...decoded[place]! })),
    samples: drawn.map(({ mean }) => mean),
    traversals: most.map((each, place) => {
      const start = place * traversalSteps.length;
      return {
        ...each,
        images: traversed.slice(start, start + traversalSteps.length).map(({ mean }) => mean),
      };
    }),
  };
}

/** At most `most` places, spread over all. */
function evenly(count: number, most: number): number[] {
  const taken = Math.min(count, most);
  return Array.from({ length: taken }, (_, index) => Math.floor(((index + 0.5) * count) / taken));
}
