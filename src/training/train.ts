import { dispose, type Tensor2D, tensor, tensor2d, tensor4d, type Variable } from "@tensorflow/tfjs-core";
import { TrainingError } from "../errors/index.ts";
import { createNetwork, type Network } from "../vae/network.ts";
import { allVariables, trainableVariables, updateMovingAverages } from "../vae/training-pass.ts";
import { Adam, clipScale, globalNorm } from "./adam.ts";
import { type Batch, createBatcher, type TrainingImages } from "./batches.ts";
import {
  type Checkpoint,
  type CheckpointStore,
  decodeCheckpoint,
  type EpochRecord,
  encodeCheckpoint,
} from "./checkpoint.ts";
import { fingerprint } from "./fingerprint.ts";
import type { Preset } from "./preset.ts";
import { Random } from "./random.ts";
import { klWeightAt, learningRateAt } from "./schedule.ts";
import { stepGradients } from "./step.ts";

export interface TrainingOptions {
  readonly preset: Preset;
  /** Prepared images of healthy subjects, of the preset's size. */
  readonly images: TrainingImages;
  /** Where a checkpoint goes after each epoch. */
  readonly checkpoints?: CheckpointStore;
  /** Go on from the store's checkpoint, if there is one. */
  readonly resume?: boolean;
}

export interface TrainingProgress {
  /** From 1. */
  readonly epoch: number;
  readonly epochs: number;
  /** Steps done and steps of the whole run. */
  readonly step: number;
  readonly steps: number;
  readonly loss: number;
  readonly reconstruction: number;
  /** nats an image */
  readonly kl: number;
  readonly gradientNorm: number;
  readonly learningRate: number;
  readonly imagesPerSecond: number;
  /** The finished epoch's means, with its last step. */
  readonly record?: EpochRecord;
}

export interface TrainingControl {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: TrainingProgress) => void;
}

/** The caller disposes the network. */
export interface TrainingResult {
  readonly network: Network;
  readonly history: readonly EpochRecord[];
}

/**
 * Trains a network on the current TensorFlow.js backend. The same preset, images and backend give the same weights.
 *
 * @throws TrainingError when the images do not fit, the run diverges, or a checkpoint is of another run; the signal's
 *   reason when aborted
 */
export async function train(
  options: TrainingOptions,
  { signal, onProgress }: TrainingControl = {},
): Promise<TrainingResult> {
  const { preset, images, checkpoints } = options;
  checkImages(images, preset);
  signal?.throwIfAborted();
  const { optimization } = preset;
  const { epochs, batchSize, seed } = optimization;
  const batchesPerEpoch = Math.floor(images.count / batchSize);
  const steps = epochs * batchesPerEpoch;

  const network = createNetwork({ ...preset.input, ...preset.network, seed });
  const trainable = [...trainableVariables(network.encoder), ...trainableVariables(network.decoder)];
  const optimizer = new Adam(trainable);
  const state = [
    ...allVariables(network.encoder),
    ...allVariables(network.decoder),
    ...optimizer.moments,
  ] as Variable[];
  let random = new Random(seed);
  const history: EpochRecord[] = [];
  const makeBatch = createBatcher(images, preset, batchSize);
  const identity = fingerprint(preset, images);

  try {
    if (options.resume === true && checkpoints !== undefined) {
      const bytes = await checkpoints.read();
      if (bytes !== undefined) {
        const checkpoint = decodeCheckpoint(bytes);
        restore(checkpoint, identity, state);
        optimizer.resume(checkpoint.steps);
        random = new Random(checkpoint.random);
        history.push(...checkpoint.history);
      }
    }
    for (let epoch = history.length + 1; epoch <= epochs; epoch += 1) {
      const order = random.permutation(images.count);
      const sums = { loss: 0, reconstruction: 0, kl: 0, gradientNorm: 0 };
      for (let index = 0; index < batchesPerEpoch; index += 1) {
        signal?.throwIfAborted();
        const begun = performance.now();
        const batch = makeBatch(order.subarray(index * batchSize, (index + 1) * batchSize), random);
        const step = optimizer.steps;
        const learningRate = learningRateAt(optimization, step, steps);
        const figures = await runStep(network, optimizer, batch, {
          noise: random.normals(batch.size * preset.network.latentSize),
          klWeight: klWeightAt(optimization.beta, optimization.klWarmUp, step, steps),
          learningRate,
          gradientNorm: optimization.gradientNorm,
        });
        for (const name of ["loss", "reconstruction", "kl", "gradientNorm"] as const) {
          sums[name] += figures[name] / batchesPerEpoch;
        }
        const record =
          index === batchesPerEpoch - 1 ? { record: { epoch, ...sums, learningRate } } : undefined;
        if (record !== undefined) history.push(record.record);
        const imagesPerSecond = (1000 * batch.size) / (performance.now() - begun);
        const counts = { epoch, epochs, step: optimizer.steps, steps };
        onProgress?.({ ...counts, ...figures, learningRate, imagesPerSecond, ...record });
      }
      await checkpoints?.write(
        encodeCheckpoint({
          fingerprint: identity,
          epochs: epoch,
          steps: optimizer.steps,
          random: random.state,
          history,
          arrays: await Promise.all(state.map((variable) => variable.data<"float32">())),
        }),
      );
    }
  } catch (error) {
    network.dispose();
    throw error;
  } finally {
    optimizer.dispose();
  }
  return { network, history };
}

interface StepSettings {
  readonly noise: Float32Array;
  readonly klWeight: number;
  readonly learningRate: number;
  readonly gradientNorm: number;
}

async function runStep(network: Network, optimizer: Adam, batch: Batch, settings: StepSettings) {
  const [, height, width] = network.encoder.inputs[0]!.shape as [null, number, number, number];
  const shape: [number, number, number, number] = [batch.size, height, width, 1];
  const corrupted = tensor4d(batch.corrupted, shape);
  const target = tensor4d(batch.target, shape);
  const noise: Tensor2D = tensor2d(settings.noise, [batch.size, settings.noise.length / batch.size]);
  const result = stepGradients(network, {
    corrupted,
    target,
    noise,
    klWeight: settings.klWeight / (height * width),
  });
  updateMovingAverages(result.moments);
  try {
    const [[loss], [reconstruction], [kl], gradientNorm] = (await Promise.all([
      result.loss.data(),
      result.reconstruction.data(),
      result.kl.data(),
      globalNorm(result.gradients),
    ])) as unknown as [[number], [number], [number], number];
    optimizer.step(result.gradients, settings.learningRate, clipScale(gradientNorm, settings.gradientNorm));
    return { loss, reconstruction, kl, gradientNorm };
  } finally {
    dispose([corrupted, target, noise, result.loss, result.reconstruction, result.kl]);
    dispose(result.gradients);
  }
}

function checkImages(images: TrainingImages, preset: Preset): void {
  const { height, width } = preset.input;
  const { batchSize } = preset.optimization;
  const length = images.count * height * width;
  if (
    images.height !== height ||
    images.width !== width ||
    images.pixels.length !== length ||
    images.masks.length !== length
  ) {
    throw new TrainingError(
      `The training images are ${images.height}x${images.width}, the preset asks for ${height}x${width}; prepare them with the preset's own steps.`,
    );
  }
  if (images.count < batchSize) {
    throw new TrainingError(
      `There are ${images.count} training images, fewer than one batch of ${batchSize}. Add images or choose a smaller batch.`,
      { details: { images: images.count, batchSize } },
    );
  }
}

function restore(checkpoint: Checkpoint, identity: string, state: readonly Variable[]): void {
  if (
    checkpoint.fingerprint !== identity ||
    checkpoint.arrays.length !== state.length ||
    state.some((variable, index) => variable.size !== checkpoint.arrays[index]?.length)
  ) {
    throw new TrainingError(
      "The checkpoint belongs to a run with other settings or other images. Start again without resuming, or restore the settings.",
    );
  }
  for (const [index, variable] of state.entries()) {
    const value = tensor(checkpoint.arrays[index] as Float32Array, variable.shape);
    variable.assign(value);
    value.dispose();
  }
}
