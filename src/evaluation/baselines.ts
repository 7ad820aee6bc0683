import { type Tensor2D, type Tensor4D, tensor4d, tidy, tile, zeros } from "@tensorflow/tfjs-core";
import type { Frame } from "../imaging/frame.ts";
import type { ModelInput } from "../imaging/model-input.ts";
import type { Scoring } from "../scoring/maps.ts";
import { withoutReference } from "../scoring/reference-fitter.ts";
import type { Vae } from "../vae/vae.ts";
import { auroc } from "./metrics.ts";

/**
 * A "network" that expects the same image of everyone, with unit variance: scored like a model, all zeros gives the
 * intensity baseline and the mean healthy image gives the residual from it.
 *
 * @param expected [height, width]
 */
export function fixedImageVae(expected: Float32Array, height: number, width: number): Vae {
  return {
    height,
    width,
    latentSize: 1,
    encode: (x) =>
      tidy(() => {
        const latent = (): Tensor2D => zeros([x.shape[0], 1]);
        return { mean: latent(), logVariance: latent() };
      }),
    decode: (z) =>
      tidy(() => {
        const logVariance: Tensor4D = zeros([z.shape[0], height, width, 1]);
        return { mean: tile(tensor4d(expected, [1, height, width, 1]), [z.shape[0], 1, 1, 1]), logVariance };
      }),
    dispose() {},
  };
}

/** How a baseline's residual is scored: smoothed like the bundle's, without what only a trained network can have. */
export function baselineScoring(scoring: Scoring): Scoring {
  return { anomaly: scoring.anomaly, image: withoutReference(scoring).image };
}

/** The bundle's own top mean, or a common one where its image score has none. */
export function topMeanOf({ anomaly, image }: Scoring): {
  readonly fraction: number;
  readonly minimumDepth: number;
} {
  const terms = image.kind === "sum" ? image.terms : [];
  const found = image.kind === "topMean" ? image : terms.find((term) => term.score === "topMean");
  const { fraction, minimumDepth } = found ?? { fraction: 0.02, minimumDepth: anomaly.minimumDepth };
  return { fraction, minimumDepth };
}

/**
 * What the slice's position alone can tell: the position itself, its opposite, or the nearness to the middle,
 * whichever does best on these very images. Generous on purpose: a model must beat the strongest reading.
 */
export function positionScores(positions: readonly number[], abnormal: readonly boolean[]): number[] {
  const readings = [
    (position: number) => position,
    (position: number) => -position,
    (position: number) => -Math.abs(position - 0.5),
  ].map((read) => positions.map(read));
  return readings.reduce((best, scores) => (auroc(scores, abnormal) > auroc(best, abnormal) ? scores : best));
}

/** Minus the mean length of the gradient on the foreground: pathology is often smooth. */
export function smoothnessScore({ pixels, mask, height, width }: ModelInput): number {
  let sum = 0;
  let count = 0;
  for (let row = 1; row < height - 1; row++) {
    for (let column = 1; column < width - 1; column++) {
      const index = row * width + column;
      if (!mask[index]) continue;
      const across = (pixels[index + 1]! - pixels[index - 1]!) / 2;
      const down = (pixels[index + width]! - pixels[index - width]!) / 2;
      sum += Math.hypot(across, down);
      count++;
    }
  }
  return count > 0 ? -sum / count : 0;
}

/** [height, width]: the mean of prepared healthy images; undefined when there are none. */
export async function meanImage(
  frames: AsyncIterable<Frame> | Iterable<Frame>,
  prepareFrame: (frame: Frame) => ModelInput | undefined,
  signal?: AbortSignal,
): Promise<Float32Array | undefined> {
  let sum: Float64Array | undefined;
  let count = 0;
  for await (const frame of frames) {
    signal?.throwIfAborted();
    const input = prepareFrame(frame);
    if (!input) continue;
    sum ??= new Float64Array(input.pixels.length);
    for (let index = 0; index < sum.length; index++) sum[index]! += input.pixels[index]!;
    count++;
  }
  return sum && Float32Array.from(sum, (value) => value / count);
}
