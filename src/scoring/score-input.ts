import {
  add,
  concat,
  mul,
  reshape,
  reverse,
  slice,
  type Tensor,
  type Tensor1D,
  type Tensor4D,
  tensor4d,
  tidy,
} from "@tensorflow/tfjs-core";
import { ModelFormatError } from "../errors/index.ts";
import type { ModelInput } from "../imaging/model-input.ts";
import type { Vae } from "../vae/vae.ts";
import { createGaussianBank, disposeGaussianBank, type GaussianBank } from "./gaussian.ts";
import { klPerDimension, nllMap, residualMap, smoothedPositiveResidual } from "./map-operations.ts";
import type { Scoring } from "./maps.ts";
import type { RawScores } from "./raw-scores.ts";
import { topMean } from "./top-mean.ts";

export interface ScoreInputsOptions {
  /** Checked before every batch. */
  readonly signal?: AbortSignal;
  /** Inputs to a batch; with `flip` the network sees twice as many. Default 8. */
  readonly batchSize?: number;
}

/**
 * Uncalibrated maps and scores of prepared inputs, on whichever TensorFlow.js backend is active: one upload and
 * one read-back a batch. z is the posterior mean, so the same input always gives the same result.
 *
 * `reconstruction` is the mean negative log-likelihood of the foreground's pixels (nats a pixel), `kl` the total
 * KL divergence (nats), `elbo` the negative evidence lower bound (nats an image: the foreground's summed negative
 * log-likelihood plus `kl`), `anomaly` the top mean that the bundle names (multiples of the predicted standard
 * deviation).
 *
 * @throws ModelFormatError when an input has another size than the network's, or the network's output is not finite.
 * @throws The signal's reason when aborted.
 */
export async function scoreInputs(
  inputs: readonly ModelInput[],
  vae: Vae,
  scoring: Scoring,
  { signal, batchSize = 8 }: ScoreInputsOptions = {},
): Promise<RawScores[]> {
  for (const input of inputs) requireSize(input, vae);
  const results: RawScores[] = [];
  const bank = createGaussianBank(scoring.anomaly.sigmas);
  try {
    for (let start = 0; start < inputs.length; start += batchSize) {
      signal?.throwIfAborted();
      const batch = inputs.slice(start, start + batchSize);
      const output = tidy(() => runBatch(batch, vae, scoring, bank));
      let values: Float32Array;
      try {
        values = await output.data<"float32">();
      } finally {
        output.dispose();
      }
      signal?.throwIfAborted();
      batch.forEach((input, index) => {
        results.push(unpack(values, input, index, batch.length, vae.latentSize, scoring));
      });
    }
  } finally {
    disposeGaussianBank(bank);
  }
  return results;
}

/** The order of the planes in a batch's packed output; the KL of each latent dimension follows them. */
const planes = ["anomaly", "residual", "nll", "reconstruction"] as const;

/** All of a batch's numbers in one tensor: planes [4, batch, height, width], then KL [batch, latent]. */
function runBatch(batch: readonly ModelInput[], vae: Vae, scoring: Scoring, bank: GaussianBank): Tensor1D {
  const { height, width } = vae;
  const count = batch.length;
  const shape: [number, number, number, number] = [count, height, width, 1];
  const uploaded = upload(batch, height, width, scoring.anomaly.minimumDepth);
  const plane = (index: number): Tensor4D => slice(uploaded, [index * count, 0, 0, 0], shape);
  const first = (values: Tensor4D): Tensor4D => slice(values, [0, 0, 0, 0], shape);
  const input = plane(0);
  const mask = plane(1);
  const shown = plane(2);

  // The mirrored images ride in the same batch: one pass through the network for both.
  const both = (values: Tensor4D): Tensor4D =>
    scoring.anomaly.flip ? concat([values, reverse(values, 2)], 0) : values;
  const inputs = both(input);
  const posterior = vae.encode(inputs);
  const decoded = vae.decode(posterior.mean);
  const positive = smoothedPositiveResidual({ input: inputs, mask: both(mask), ...decoded }, bank);
  const anomaly = scoring.anomaly.flip
    ? mul(add(first(positive), reverse(slice(positive, [count, 0, 0, 0], shape), 2)), 0.5)
    : positive;

  const operands = { input, mask, mean: first(decoded.mean), logVariance: first(decoded.logVariance) };
  const kl = slice(klPerDimension(posterior.mean, posterior.logVariance), [0, 0], [count, vae.latentSize]);
  const maps = [mul(anomaly, shown), residualMap(operands), nllMap(operands), operands.mean];
  const flat = (values: Tensor): Tensor1D => reshape(values, [-1]);
  return concat([...maps.map(flat), flat(kl)], 0);
}

/** [3 · batch, height, width, 1]: all images, then all masks, then where the anomaly map is shown. */
function upload(batch: readonly ModelInput[], height: number, width: number, minimumDepth: number): Tensor4D {
  const size = height * width;
  const values = new Float32Array(3 * batch.length * size);
  batch.forEach((input, index) => {
    values.set(input.pixels, index * size);
    values.set(input.mask, (batch.length + index) * size);
    values.set(shownPixels(input, minimumDepth), (2 * batch.length + index) * size);
  });
  return tensor4d(values, [3 * batch.length, height, width, 1]);
}

function shownPixels({ depth, mask }: ModelInput, minimumDepth: number): Uint8Array {
  return Uint8Array.from(depth, (distance, index) => (mask[index] && distance > minimumDepth ? 1 : 0));
}

function unpack(
  values: Float32Array,
  input: ModelInput,
  index: number,
  count: number,
  latentSize: number,
  scoring: Scoring,
): RawScores {
  const size = input.height * input.width;
  const plane = (name: (typeof planes)[number]): Float32Array => {
    const start = (planes.indexOf(name) * count + index) * size;
    return values.slice(start, start + size);
  };
  const klStart = planes.length * count * size + index * latentSize;
  const klValues = values.slice(klStart, klStart + latentSize);
  const maps = { anomaly: plane("anomaly"), residual: plane("residual"), nll: plane("nll") };
  const foreground = sum(input.mask);
  const kl = sum(klValues);
  const nll = sum(maps.nll);
  const scores = {
    anomaly: topMean(maps.anomaly, input.depth, scoring.image),
    reconstruction: foreground > 0 ? nll / foreground : 0,
    kl,
    elbo: nll + kl,
  };
  for (const [name, score] of Object.entries(scores)) {
    if (!Number.isFinite(score)) {
      throw new ModelFormatError(
        `The model gave a ${name} score that is not a number for this image. Check the bundle's weights, or choose another model.`,
        { details: { score: name } },
      );
    }
  }
  return {
    height: input.height,
    width: input.width,
    maps,
    reconstruction: plane("reconstruction"),
    scores,
    klPerDimension: klValues,
    mask: input.mask,
    shown: shownPixels(input, scoring.anomaly.minimumDepth),
  };
}

/** In double precision, so that every backend's sum rounds alike. */
function sum(values: ArrayLike<number>): number {
  let total = 0;
  for (let index = 0; index < values.length; index++) total += values[index]!;
  return total;
}

function requireSize(input: ModelInput, vae: Vae): void {
  if (input.height === vae.height && input.width === vae.width) return;
  throw new ModelFormatError(
    `The prepared image is ${input.width} x ${input.height} pixels, but the network takes ${vae.width} x ${vae.height}. The bundle's input size does not fit its network.`,
    { details: { width: input.width, height: input.height } },
  );
}
