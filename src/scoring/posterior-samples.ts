import {
  add,
  addN,
  exp,
  log,
  mul,
  randomNormal,
  slice,
  sqrt,
  square,
  sub,
  type Tensor2D,
  type Tensor4D,
  tidy,
} from "@tensorflow/tfjs-core";
import { reparameterize } from "../vae/sampling.ts";
import type { LatentDistribution, PixelDistribution, Vae } from "../vae/vae.ts";

/** The noise is the same for every image, batch and backend: a result can be repeated. */
const seed = 1;

/** Reconstructions from samples of the posterior, one distribution a sample. */
export function decodeSamples(
  { mean, logVariance }: LatentDistribution,
  vae: Vae,
  samples: number,
): PixelDistribution[] {
  // TensorFlow.js draws these numbers in JavaScript, whatever the backend.
  const noise = randomNormal([samples, vae.latentSize], 0, 1, "float32", seed) as Tensor2D;
  return Array.from({ length: samples }, (_, index) =>
    vae.decode(reparameterize(mean, logVariance, slice(noise, [index, 0], [1, vae.latentSize]))),
  );
}

/**
 * Mean and variance of the mixture of the samples' distributions, by the law of total variance: what the decoder
 * predicts on average, and how much its samples differ.
 */
export function mixture(samples: readonly PixelDistribution[]): PixelDistribution {
  return tidy(() => {
    const mean = average(samples.map((sample) => sample.mean));
    const within = average(samples.map(({ logVariance }) => exp(logVariance)));
    return { mean, logVariance: log<Tensor4D>(add(within, spreadOf(samples, mean))) };
  });
}

/** Standard deviation of the reconstruction over samples of the posterior, [batch, height, width, 1]. */
export function uncertaintyMap(
  posterior: LatentDistribution,
  mask: Tensor4D,
  vae: Vae,
  samples: number,
): Tensor4D {
  return tidy(() => {
    const decoded = decodeSamples(posterior, vae, samples);
    return mul(sqrt(spreadOf(decoded, average(decoded.map(({ mean }) => mean)))), mask);
  });
}

/** Mean squared distance of the samples' means from their own mean. */
function spreadOf(samples: readonly PixelDistribution[], mean: Tensor4D): Tensor4D {
  return average(samples.map((sample) => square(sub(sample.mean, mean))));
}

function average(values: readonly Tensor4D[]): Tensor4D {
  return mul(addN([...values]), 1 / values.length);
}
