import { tidy } from "@tensorflow/tfjs-core";
import { ModelFormatError } from "../errors/index.ts";
import type { ModelInput } from "../imaging/model-input.ts";
import type { Vae } from "../vae/vae.ts";
import { createGaussianBank, disposeGaussianBank } from "./gaussian.ts";
import { imageScore } from "./image-score.ts";
import { inputDistances } from "./input-distances.ts";
import { mahalanobis } from "./mahalanobis.ts";
import { costlyMapNames, type MapName, type Scoring } from "./maps.ts";
import type { RawScores } from "./raw-scores.ts";
import { type Reference, requireReference } from "./reference.ts";
import { type ReadImage, readImage, runBatch, shownPixels } from "./score-batch.ts";
import { ssimMap } from "./ssim.ts";

export interface ScoreInputsOptions {
  /** Checked before every batch. */
  readonly signal?: AbortSignal;
  /** Inputs to a batch; with `flip` the network sees twice as many. Default 8. */
  readonly batchSize?: number;
  /** The bundle's reference data: without them there is no `latent` score, and a `sum` cannot be scored. */
  readonly reference?: Reference | undefined;
  /** Costly maps that are wanted too; the others are always there. */
  readonly maps?: readonly MapName[] | undefined;
}

/**
 * Uncalibrated maps and scores of prepared inputs, on whichever TensorFlow.js backend is active: one upload and
 * one read-back a batch. z is the posterior mean (or a fixed set of samples where the scoring asks for them), so the
 * same input always gives the same result.
 *
 * `reconstruction` is the mean negative log-likelihood of the foreground's pixels (nats a pixel), `kl` the total
 * KL divergence (nats), `elbo` the negative evidence lower bound (nats an image: the foreground's summed negative
 * log-likelihood plus `kl`), `latent` the Mahalanobis distance of the posterior's mean from those of healthy training
 * images (standard deviations), `anomaly` what the bundle names.
 *
 * @throws ModelFormatError when an input has another size than the network's, the scoring needs reference data that
 *   are not there, or the network's output is not finite.
 * @throws The signal's reason when aborted.
 */
export async function scoreInputs(
  inputs: readonly ModelInput[],
  vae: Vae,
  scoring: Scoring,
  { signal, batchSize = 8, reference, maps = [] }: ScoreInputsOptions = {},
): Promise<RawScores[]> {
  for (const input of inputs) requireSize(input, vae);
  requireReference(scoring, reference);
  const results: RawScores[] = [];
  const bank = createGaussianBank(scoring.anomaly.sigmas);
  const options = { vae, scoring, bank, costly: costlyMapNames.filter((name) => maps.includes(name)) };
  try {
    for (let start = 0; start < inputs.length; start += batchSize) {
      signal?.throwIfAborted();
      const batch = inputs.slice(start, start + batchSize);
      const output = tidy(() => runBatch(batch, options));
      let values: Float32Array;
      try {
        values = await output.data<"float32">();
      } finally {
        output.dispose();
      }
      signal?.throwIfAborted();
      batch.forEach((input, index) => {
        const read = readImage(values, index, batch.length, options);
        results.push(toRawScores(input, read, scoring, reference));
      });
    }
  } finally {
    disposeGaussianBank(bank);
  }
  return results;
}

function toRawScores(
  input: ModelInput,
  { maps, reconstruction, kl: klPerDimension, latentMean }: ReadImage,
  scoring: Scoring,
  reference: Reference | undefined,
): RawScores {
  const { height, width, mask } = input;
  const foreground = sum(mask);
  const kl = sum(klPerDimension);
  const nll = sum(maps.nll);
  const scores = {
    anomaly: imageScore(
      { input, map: maps.anomaly, residual: maps.residual, reconstruction, latentMean },
      scoring.image,
      reference,
    ),
    reconstruction: foreground > 0 ? nll / foreground : 0,
    kl,
    elbo: nll + kl,
    ...(reference?.latent ? { latent: mahalanobis(reference.latent, latentMean) } : {}),
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
    height,
    width,
    maps: { ...maps, ssim: ssimMap(input.pixels, reconstruction, mask, height, width) },
    reconstruction,
    scores,
    ...(reference?.input
      ? {
          input: inputDistances(input, reference.input, {
            ...latentOf(scores),
            residual: sum(maps.residual) / Math.max(1, foreground),
          }),
        }
      : {}),
    klPerDimension,
    latentMean,
    mask,
    shown: shownPixels(input, scoring.anomaly.minimumDepth),
  };
}

function latentOf({ latent }: RawScores["scores"]): { readonly latent?: number } {
  return latent === undefined ? {} : { latent };
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
