import {
  add,
  exp,
  mul,
  neg,
  reshape,
  square,
  sub,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor4D,
} from "@tensorflow/tfjs-core";

/**
 * -log N(x; mean, e^logVariance) of each pixel, ½((x - mean)² e^(-logVariance) + logVariance + log 2π), in nats.
 * All three of one shape.
 */
export function gaussianNegativeLogLikelihood<T extends Tensor>(x: T, mean: T, logVariance: T): T {
  const distance = mul(square(sub(x, mean)), exp(neg(logVariance)));
  return mul(add(add(distance, logVariance), Math.log(2 * Math.PI)), 0.5) as T;
}

/**
 * KL divergence of the posterior N(mean, e^logVariance) from the prior N(0, 1), for each latent dimension, in nats.
 *
 * @param mean [batch, latent]
 * @param logVariance [batch, latent]
 * @returns [batch, latent]; its sum over the latent axis is the total.
 */
export function klDivergence(mean: Tensor2D, logVariance: Tensor2D): Tensor2D {
  return mul(sub(sub(add(exp(logVariance), square(mean)), logVariance), 1), 0.5);
}

export interface ElboInput {
  /** [batch, height, width, 1] */
  readonly x: Tensor4D;
  /** Decoder's output, [batch, height, width, 1] each. */
  readonly reconstruction: { readonly mean: Tensor4D; readonly logVariance: Tensor4D };
  /** Encoder's output, [batch, latent] each. */
  readonly posterior: { readonly mean: Tensor2D; readonly logVariance: Tensor2D };
}

/** Each [batch], in nats: elbo = logLikelihood - kl. */
export interface Elbo {
  readonly elbo: Tensor1D;
  readonly logLikelihood: Tensor1D;
  readonly kl: Tensor1D;
}

/** The evidence lower bound and its two terms, for one sample of the posterior. */
export function elbo({ x, reconstruction, posterior }: ElboInput): Elbo {
  const pixels = gaussianNegativeLogLikelihood(x, reconstruction.mean, reconstruction.logVariance);
  const logLikelihood = neg(sum<Tensor1D>(reshape(pixels, [x.shape[0], -1]), 1));
  const kl = sum<Tensor1D>(klDivergence(posterior.mean, posterior.logVariance), 1);
  return { elbo: sub(logLikelihood, kl), logLikelihood, kl };
}
