import { type Tensor, tensor2d, tensor4d, tidy } from "@tensorflow/tfjs-core";
import { klDivergence } from "./elbo.ts";
import type { Vae } from "./vae.ts";

const batchSize = 16;

/** One image's posterior, [latent] each. */
export interface Posterior {
  readonly mean: Float32Array;
  readonly logVariance: Float32Array;
  /** Nats of each latent dimension. */
  readonly kl: Float32Array;
}

/** What the decoder gives for one code, [height, width] each. */
export interface DecodedImage {
  readonly mean: Float32Array;
  /** Predicted standard deviation of each pixel. */
  readonly deviation: Float32Array;
}

/** Encodes images of the network's size, [height, width] each. @throws the signal's reason when aborted */
export async function encodeImages(
  vae: Vae,
  images: readonly Float32Array[],
  signal?: AbortSignal,
): Promise<Posterior[]> {
  const all: Posterior[] = [];
  for (const batch of batchesOf(images)) {
    signal?.throwIfAborted();
    const x = join(batch);
    const [means, logVariances, kls] = await read(() => {
      const { mean, logVariance } = vae.encode(tensor4d(x, [batch.length, vae.height, vae.width, 1]));
      return [mean, logVariance, klDivergence(mean, logVariance)];
    });
    for (const index of batch.keys()) {
      const [mean, logVariance, kl] = [means!, logVariances!, kls!].map((values) =>
        part(values, index, vae.latentSize),
      ) as [Float32Array, Float32Array, Float32Array];
      all.push({ mean, logVariance, kl });
    }
  }
  return all;
}

/** Decodes codes, [latent] each, one after the other. @throws the signal's reason when aborted */
export async function* decodeCodes(
  vae: Vae,
  codes: readonly Float32Array[],
  signal?: AbortSignal,
): AsyncGenerator<DecodedImage, undefined> {
  const pixels = vae.height * vae.width;
  for (const batch of batchesOf(codes)) {
    signal?.throwIfAborted();
    const z = join(batch);
    const [means, logVariances] = await read(() => {
      const { mean, logVariance } = vae.decode(tensor2d(z, [batch.length, vae.latentSize]));
      return [mean, logVariance];
    });
    for (const index of batch.keys()) {
      const deviation = part(logVariances!, index, pixels).map((value) => Math.exp(value / 2));
      yield { mean: part(means!, index, pixels), deviation };
    }
  }
}

function* batchesOf<T>(items: readonly T[]): Generator<readonly T[]> {
  for (let start = 0; start < items.length; start += batchSize) yield items.slice(start, start + batchSize);
}

function join(arrays: readonly Float32Array[]): Float32Array {
  const length = arrays[0]?.length ?? 0;
  const all = new Float32Array(arrays.length * length);
  for (const [index, array] of arrays.entries()) all.set(array, index * length);
  return all;
}

function part(values: Float32Array, index: number, length: number): Float32Array {
  return values.slice(index * length, (index + 1) * length);
}

async function read(compute: () => Tensor[]): Promise<Float32Array[]> {
  const tensors = tidy(compute);
  try {
    return await Promise.all(tensors.map((each) => each.data<"float32">()));
  } finally {
    for (const each of tensors) each.dispose();
  }
}
