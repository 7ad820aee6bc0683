import * as tf from "@tensorflow/tfjs-core";
import { type Tensor2D, type Tensor4D, tidy } from "@tensorflow/tfjs-core";
import type { ModelInput } from "../../../src/imaging/model-input.ts";
import type { Scoring } from "../../../src/scoring/maps.ts";
import type { Vae } from "../../../src/vae/vae.ts";

/** A linear congruential generator: the same numbers on every machine. */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

export const identity = { scaleColumn: 1, scaleRow: 1, offsetColumn: 0, offsetRow: 0 } as const;

export function modelInput(height: number, width: number, parts: Partial<ModelInput> = {}): ModelInput {
  const size = height * width;
  return {
    pixels: new Float32Array(size),
    mask: new Uint8Array(size).fill(1),
    depth: new Float32Array(size).fill(10),
    height,
    width,
    affine: identity,
    statistics: { foreground: 0.5, aspect: 1 },
    ...parts,
  };
}

/** An ellipse of pseudo-random intensities with its depth, as preparation would give it. */
export function randomInput(height: number, width: number, seed: number): ModelInput {
  const next = random(seed);
  const input = modelInput(height, width, { pixels: new Float32Array(height * width) });
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const index = row * width + column;
      const radius = Math.hypot((row + 0.5) / height - 0.5, (column + 0.5) / width - 0.5);
      const depth = Math.max(0, (0.45 - radius) * Math.min(height, width));
      input.mask[index] = depth > 0 ? 1 : 0;
      input.depth[index] = depth;
      input.pixels[index] = depth > 0 ? next() : 0;
    }
  }
  return input;
}

export function scoringOf(
  parts: Partial<Scoring["anomaly"]> = {},
  image: Partial<Omit<Extract<Scoring["image"], { kind: "topMean" }>, "kind">> = {},
): Scoring {
  return {
    anomaly: { kind: "smoothedPositiveResidual", sigmas: [1], flip: false, minimumDepth: 0, ...parts },
    image: { kind: "topMean", fraction: 0.1, minimumDepth: 0, ...image },
  };
}

/** A VAE that reconstructs every image as `mean` with `logVariance`, with a posterior that does not look at the image. */
export function constantVae(options: {
  height: number;
  width: number;
  mean: ArrayLike<number>;
  logVariance: ArrayLike<number>;
  posterior?: { mean: readonly number[]; logVariance: readonly number[] };
}): Vae {
  const { height, width, posterior = { mean: [0], logVariance: [0] } } = options;
  const rows = (values: readonly number[], count: number): Tensor2D =>
    tf.tile(tf.tensor2d([...values], [1, values.length]), [count, 1]);
  const images = (values: ArrayLike<number>, count: number): Tensor4D =>
    tf.tile(tf.tensor4d(Float32Array.from(values), [1, height, width, 1]), [count, 1, 1, 1]);
  return {
    height,
    width,
    latentSize: posterior.mean.length,
    encode: (x) =>
      tidy(() => ({
        mean: rows(posterior.mean, x.shape[0]),
        logVariance: rows(posterior.logVariance, x.shape[0]),
      })),
    decode: (z) =>
      tidy(() => ({
        mean: images(options.mean, z.shape[0]),
        logVariance: images(options.logVariance, z.shape[0]),
      })),
    dispose() {},
  };
}
