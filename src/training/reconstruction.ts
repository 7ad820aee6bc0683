import {
  abs,
  add,
  clipByValue,
  concat,
  conv2d,
  customGrad,
  div,
  type GradSaveFunc,
  greaterEqual,
  lessEqual,
  log,
  logicalAnd,
  logicalOr,
  mean as meanOf,
  mul,
  neg,
  reshape,
  type Scalar,
  slice,
  square,
  sub,
  type Tensor,
  type Tensor4D,
  tensor4d,
  where,
  zerosLike,
} from "@tensorflow/tfjs-core";
import { gaussianNegativeLogLikelihood } from "../vae/elbo.ts";
import type { PixelDistribution } from "../vae/vae.ts";
import { weightedNegativeLogLikelihood } from "./loss.ts";

/**
 * Terms that hold the decoder's output against the image, by their name in a preset. Only `gaussian` trains the
 * predicted variance; with the others it stays as it was initialised, so the anomaly score must not use it.
 */
export const reconstructionNames = ["gaussian", "l1", "l2", "bernoulli", "ssim"] as const;
export type ReconstructionName = (typeof reconstructionNames)[number];

/** Mean over all pixels; lower is better. `x` is [batch, height, width, 1], in [0, 1]. */
export type ReconstructionLoss = (x: Tensor4D, pixels: PixelDistribution) => Scalar;

/** What training lowers. */
export const trainingReconstruction = {
  gaussian: (x, { mean, logVariance }) => weightedNegativeLogLikelihood(x, mean, logVariance),
  l1: (x, { mean }) => meanOf<Scalar>(abs(sub(x, mean))),
  l2: (x, { mean }) => meanOf<Scalar>(square(sub(x, mean))),
  bernoulli: (x, { mean }) => meanOf<Scalar>(crossEntropy(x, mean)),
  ssim: (x, { mean }) => sub<Scalar>(1, structuralSimilarity(x, mean)),
} as const satisfies Record<ReconstructionName, ReconstructionLoss>;

/** What a hold-out image is judged by: the same, but the Gaussian's likelihood in full, as the ELBO has it. */
export const validationReconstruction = {
  ...trainingReconstruction,
  gaussian: (x, { mean, logVariance }) => meanOf<Scalar>(gaussianNegativeLogLikelihood(x, mean, logVariance)),
} as const satisfies Record<ReconstructionName, ReconstructionLoss>;

/**
 * -log p(x | z) of the ELBO, the mean over all pixels, nats: the cross-entropy with `bernoulli`, else the Gaussian's with
 * the decoder's own variance. With `l1`, `l2` and `ssim` that variance is not trained, so that the ELBO is a loose bound.
 */
export function meanNegativeLogLikelihood(
  name: ReconstructionName,
  x: Tensor4D,
  pixels: PixelDistribution,
): Scalar {
  return validationReconstruction[name === "bernoulli" ? "bernoulli" : "gaussian"](x, pixels);
}

/** Keeps logarithms finite. */
const floor = 1e-3;

/**
 * -x log p - (1 - x) log(1 - p) of each pixel, with p the linear output kept within [0.001, 0.999], so that the
 * decoder gives intensities whatever it was trained with. Outside of that range the gradient is the one at its end
 * where that leads back inside, else zero: no pixel is lost to the clipping, none drifts away.
 */
export function crossEntropy(x: Tensor4D, output: Tensor4D): Tensor4D {
  const operation = customGrad((...args) => {
    const [y, save] = args as unknown as [Tensor4D, GradSaveFunc];
    const p = clipByValue(y, floor, 1 - floor);
    const rest = sub(1, p);
    const slope = div(sub(p, x), mul(p, rest));
    const inward = logicalOr(
      logicalAnd(lessEqual(y, floor), lessEqual(slope, 0)),
      logicalAnd(greaterEqual(y, 1 - floor), greaterEqual(slope, 0)),
    );
    const inside = logicalAnd(greaterEqual(y, floor), lessEqual(y, 1 - floor));
    save([where(logicalOr(inside, inward), slope, zerosLike(slope))]);
    return {
      value: neg(add(mul(x, log(p)), mul(sub(1, x), log(rest)))),
      gradFunc: (dy: Tensor, saved: Tensor[]) => [mul(dy, saved[0] as Tensor)],
    };
  });
  return operation(output) as Tensor4D;
}

const windowSide = 11;
const windowDeviation = 1.5;
const luminanceConstant = 0.01 ** 2;
const contrastConstant = 0.03 ** 2;

/** Sums to 1. */
function gaussianWindow(): Tensor4D {
  const half = (windowSide - 1) / 2;
  const line = Float32Array.from({ length: windowSide }, (_, index) =>
    Math.exp(-((index - half) ** 2) / (2 * windowDeviation ** 2)),
  );
  const total = line.reduce((sum, value) => sum + value, 0);
  const values = Float32Array.from(
    { length: windowSide ** 2 },
    (_, index) =>
      ((line[Math.floor(index / windowSide)] as number) * (line[index % windowSide] as number)) / total ** 2,
  );
  return tensor4d(values, [windowSide, windowSide, 1, 1]);
}

/**
 * Mean structural similarity of images in [0, 1], over all whole windows of 11x11 pixels weighted by a Gaussian of
 * standard deviation 1.5 (Wang et al., "Image Quality Assessment: From Error Visibility to Structural Similarity",
 * IEEE TIP 2004).
 *
 * @param x [batch, height, width, 1], sides of at least 11
 * @param y of the same shape
 */
export function structuralSimilarity(x: Tensor4D, y: Tensor4D): Scalar {
  const batch = x.shape[0];
  const maps = concat([x, y, square(x), square(y), mul(x, y)], 0) as Tensor4D;
  const averages = conv2d(maps, gaussianWindow(), 1, "valid");
  const [, height, width] = averages.shape;
  const part = (index: number) =>
    reshape(slice(averages, [index * batch, 0, 0, 0], [batch, height, width, 1]), [-1]);
  const [meanX, meanY, squareX, squareY, product] = [part(0), part(1), part(2), part(3), part(4)];
  const meanProduct = mul(meanX, meanY);
  const meanSquares = add(square(meanX), square(meanY));
  const covariance = sub(product, meanProduct);
  const variances = sub(add(squareX, squareY), meanSquares);
  const numerator = mul(
    add(mul(meanProduct, 2), luminanceConstant),
    add(mul(covariance, 2), contrastConstant),
  );
  const denominator = mul(add(meanSquares, luminanceConstant), add(variances, contrastConstant));
  return meanOf<Scalar>(div(numerator, denominator));
}
