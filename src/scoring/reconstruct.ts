import { add, clipByValue, mul, sub, type Tensor4D, tidy } from "@tensorflow/tfjs-core";
import type { LatentDistribution, PixelDistribution, Vae } from "../vae/vae.ts";
import type { GaussianBank } from "./gaussian.ts";
import { smoothedResidual } from "./map-operations.ts";
import type { Scoring } from "./maps.ts";
import { decodeSamples, mixture } from "./posterior-samples.ts";

export interface Reconstructed {
  /** Of the images as they came. */
  readonly posterior: LatentDistribution;
  readonly decoded: PixelDistribution;
}

/**
 * The images' posteriors and what the decoder makes of them: of the posterior's mean, or of `samples` of it. With
 * `restoration`, what the anomaly map marks is replaced by the reconstruction and the result encoded again, so that the
 * lesion itself has less say in what is expected in its place.
 *
 * @param inputs [batch, height, width, 1]
 * @param mask the same shape, 1 on the foreground
 */
export function reconstruct(
  inputs: Tensor4D,
  mask: Tensor4D,
  vae: Vae,
  scoring: Scoring,
  bank: GaussianBank,
): Reconstructed {
  const { samples, restoration, anomaly } = scoring;
  const decode = (posterior: LatentDistribution): PixelDistribution =>
    samples === undefined ? vae.decode(posterior.mean) : mixture(decodeSamples(posterior, vae, samples));
  const posterior = vae.encode(inputs);
  let decoded = decode(posterior);
  for (let step = 0; step < (restoration?.steps ?? 0); step++) {
    const map = smoothedResidual({ input: inputs, mask, ...decoded }, bank, anomaly).anomaly;
    decoded = decode(vae.encode(restore(inputs, decoded.mean, map, mask, restoration!.threshold)));
  }
  return { posterior, decoded };
}

/** From the threshold to twice it the image fades into its reconstruction: a hard edge would depend on rounding. */
function restore(
  inputs: Tensor4D,
  reconstruction: Tensor4D,
  map: Tensor4D,
  mask: Tensor4D,
  threshold: number,
): Tensor4D {
  return tidy(() => {
    const share = mul(clipByValue(sub(mul(map, 1 / threshold), 1), 0, 1), mask);
    return add(inputs, mul(share, sub(reconstruction, inputs)));
  });
}
