import {
  clipByValue,
  reshape,
  slice,
  type Tensor,
  type Tensor2D,
  type Tensor4D,
  tidy,
  transpose,
  zerosLike,
} from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { differentiablePass } from "./gradients/differentiable-pass.ts";

/** Bounds of the latent log-variance: numerical safety, wide enough not to bind in use. */
export const latentLogVarianceRange = { minimum: -10, maximum: 5 } as const;
/** Bounds of a pixel's log-variance for intensities in [0, 1]. */
export const pixelLogVarianceRange = { minimum: -7, maximum: 1 } as const;

/** A Gaussian posterior: [batch, latent] each. */
export interface LatentDistribution {
  readonly mean: Tensor2D;
  readonly logVariance: Tensor2D;
}

/** A Gaussian of each pixel: [batch, height, width, 1] each. */
export interface PixelDistribution {
  readonly mean: Tensor4D;
  readonly logVariance: Tensor4D;
}

/** A variational autoencoder of one-channel images, whatever it is made of. The caller disposes what it returns. */
export interface Vae {
  readonly height: number;
  readonly width: number;
  readonly latentSize: number;
  /** @param x [batch, height, width, 1] */
  encode(x: Tensor4D): LatentDistribution;
  /**
   * The same, from operations whose gradient in x runs on every backend; to be called inside `tidy`. Where it is left
   * out, `encode` itself is of that kind.
   */
  encodeDifferentiable?(x: Tensor4D): LatentDistribution;
  /** @param z [batch, latent] */
  decode(z: Tensor2D): PixelDistribution;
  dispose(): void;
}

/** Keeps the latent log-variance within its bounds. */
export function clampLatentLogVariance(logVariance: Tensor2D): Tensor2D {
  return clipByValue(logVariance, latentLogVarianceRange.minimum, latentLogVarianceRange.maximum);
}

/**
 * Takes a decoder's output apart and keeps the log-variance within its bounds.
 *
 * @param output [batch, height, width, 2], or [batch, height, width, 1] for unit variance.
 */
export function toPixelDistribution(output: Tensor4D): PixelDistribution {
  const [batch, height, width, channels] = output.shape;
  if (channels === 1) return { mean: output.clone(), logVariance: zerosLike(output) };
  const pixels = batch * height * width;
  // One transposition and two contiguous slices; slicing the channel axis directly copies pixel by pixel on WASM.
  const planes = transpose(reshape(output, [pixels, channels]));
  const plane = (index: number) =>
    reshape(slice(planes, [index, 0], [1, pixels]), [batch, height, width, 1]) as Tensor4D;
  return {
    mean: plane(0),
    logVariance: clipByValue(plane(1), pixelLogVarianceRange.minimum, pixelLogVarianceRange.maximum),
  };
}

/**
 * Wraps an encoder ([batch, height, width, 1] -> mean and log-variance, [batch, latent] each) and a decoder
 * ([batch, latent] -> [batch, height, width, 1 or 2]) of TensorFlow.js layers. The result owns both.
 */
export function layersVae(encoder: LayersModel, decoder: LayersModel): Vae {
  const [, height, width] = encoder.inputs[0]!.shape as [null, number, number, number];
  const [, latentSize] = decoder.inputs[0]!.shape as [null, number];
  const posterior = (run: () => Tensor[]) =>
    tidy(() => {
      const [mean, logVariance] = run() as [Tensor2D, Tensor2D];
      return { mean, logVariance: clampLatentLogVariance(logVariance) };
    });
  return {
    height,
    width,
    latentSize,
    encode: (x) => posterior(() => encoder.predict(x) as Tensor[]),
    encodeDifferentiable: (x) => posterior(() => differentiablePass(encoder, x)),
    decode: (z) => tidy(() => ({ ...toPixelDistribution(decoder.predict(z) as Tensor as Tensor4D) })),
    dispose() {
      encoder.dispose();
      decoder.dispose();
    },
  };
}
