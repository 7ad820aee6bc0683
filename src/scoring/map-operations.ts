import {
  abs,
  add,
  clipByValue,
  div,
  exp,
  mean,
  mul,
  relu,
  reverse,
  square,
  sub,
  type Tensor2D,
  type Tensor4D,
  tidy,
} from "@tensorflow/tfjs-core";
import { type GaussianBank, smooth } from "./gaussian.ts";
import type { Scoring } from "./maps.ts";

/** What the maps are made from; every tensor [batch, height, width, 1]. */
export interface MapOperands {
  /** The network's input. */
  readonly input: Tensor4D;
  /** 1 on the foreground, 0 elsewhere. */
  readonly mask: Tensor4D;
  /** Decoder's mean. */
  readonly mean: Tensor4D;
  /** Logarithm of the decoder's variance. */
  readonly logVariance: Tensor4D;
}

const halfLogTwoPi = 0.5 * Math.log(2 * Math.PI);

/** |x - x̂| on the foreground, in units of the normalised input. */
export function residualMap({ input, mask, mean: reconstruction }: MapOperands): Tensor4D {
  return tidy(() => mul(abs(sub(input, reconstruction)), mask));
}

/** Negative log-likelihood of each pixel under the decoder's Gaussian, nats, on the foreground: ½((x - x̂)² e^(-v) + v + ln 2π). */
export function nllMap({ input, mask, mean: reconstruction, logVariance }: MapOperands): Tensor4D {
  return tidy(() => {
    const weighted = div(square(sub(input, reconstruction)), exp(logVariance));
    return mul(add(mul(add(weighted, logVariance), 0.5), halfLogTwoPi), mask);
  });
}

/** (x - x̂) e^(-v/2) on the foreground: the signed residual in multiples of the predicted standard deviation. */
export function standardisedResidual({
  input,
  mask,
  mean: reconstruction,
  logVariance,
}: MapOperands): Tensor4D {
  return tidy(() => mul(mul(sub(input, reconstruction), exp(mul(logVariance, -0.5))), mask));
}

/**
 * The residual in multiples of the predicted standard deviation, smoothed with each Gaussian of the bank; every map
 * [batch, height, width, 1].
 */
export interface SmoothedResidual {
  /** Mean over the Gaussians, with its sign and without bounds. */
  readonly signed: Tensor4D;
  /** Of the residual within its bounds: mean over the Gaussians of the positive part, or of the magnitude. */
  readonly anomaly: Tensor4D;
}

export function smoothedResidual(
  operands: MapOperands,
  bank: GaussianBank,
  { kind, clip }: Pick<Scoring["anomaly"], "kind" | "clip">,
): SmoothedResidual {
  return tidy(() => {
    const residual = standardisedResidual(operands);
    const smoothed = smooth(residual, bank);
    const bounded = clip ? smooth(clipByValue(residual, clip.lower, clip.upper), bank) : smoothed;
    const bent = kind === "smoothedPositiveResidual" ? relu(bounded) : abs(bounded);
    return {
      signed: mean(smoothed, 3, true) as Tensor4D,
      anomaly: mean(bent, 3, true) as Tensor4D,
    };
  });
}

/** Takes a share of the map at the mirrored place off, never below 0. @param map [batch, height, width, 1] */
export function takeMirroredOff(map: Tensor4D, share: number): Tensor4D {
  return tidy(() => relu(sub(map, mul(reverse(map, 2), share))));
}

/** KL(q(z|x) || N(0, 1)) of each latent dimension, nats: ½(μ² + σ² - 1 - ln σ²), [batch, latent]. */
export function klPerDimension(posteriorMean: Tensor2D, posteriorLogVariance: Tensor2D): Tensor2D {
  return tidy(() =>
    mul(sub(add(square(posteriorMean), exp(posteriorLogVariance)), add(posteriorLogVariance, 1)), 0.5),
  );
}
