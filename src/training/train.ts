import { nextFrame, tensor, type Variable } from "@tensorflow/tfjs-core";
import { TrainingError } from "../errors/index.ts";
import { createNetwork, type Network } from "../vae/network.ts";
import { allVariables, trainableVariables } from "../vae/training-pass.ts";
import { createBatcher, type TrainingImages } from "./batches.ts";
import {
  type Checkpoint,
  type CheckpointStore,
  decodeCheckpoint,
  type EpochRecord,
  encodeCheckpoint,
} from "./checkpoint.ts";
import { createOptimizer } from "./create-optimizer.ts";
import { fingerprint } from "./fingerprint.ts";
import type { Optimizer } from "./optimizer.ts";
import type { Preset } from "./preset.ts";
import { Random } from "./random.ts";
import { runStep, type StepFigures } from "./run-step.ts";
import { klWeightAt, learningRateAt } from "./schedule.ts";
import { WeightAverage } from "./weight-average.ts";

export interface TrainingOptions {
  readonly preset: Preset;
  /** Prepared images of healthy subjects, of the preset's size. */
  readonly images: TrainingImages;
  /** Where a checkpoint goes after each epoch. */
  readonly checkpoints?: CheckpointStore;
  /** Go on from the store's checkpoint, if there is one. */
  readonly resume?: boolean;
}

export interface TrainingProgress extends StepFigures {
  /** From 1. */
  readonly epoch: number;
  readonly epochs: number;
  /** Steps done and steps of the whole run. */
  readonly step: number;
  readonly steps: number;
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
 * Trains a network on the current TensorFlow.js backend. The same preset, images and backend give the same weights;
 * images that do not fill a last batch of an epoch are left out of that epoch.
 *
 * @throws TrainingError when the images do not fit, the run diverges, or a checkpoint is of another run; the signal's
 *   reason when aborted
 */
export async function train(
  options: TrainingOptions,
  control: TrainingControl = {},
): Promise<TrainingResult> {
  const { preset, images } = options;
  checkImages(images, preset);
  control.signal?.throwIfAborted();
  const { optimizer: name = "adam", averageDecay, seed } = preset.optimization;
  const network = createNetwork({ ...preset.input, ...preset.network, seed });
  const weights = [...allVariables(network.encoder), ...allVariables(network.decoder)];
  const optimizer = createOptimizer(name, [
    ...trainableVariables(network.encoder),
    ...trainableVariables(network.decoder),
  ]);
  const average = averageDecay === undefined ? undefined : new WeightAverage(weights, averageDecay);
  try {
    const history = await runEpochs(options, control, { network, weights, optimizer, average });
    average?.swap();
    return { network, history };
  } catch (error) {
    network.dispose();
    throw error;
  } finally {
    optimizer.dispose();
    average?.dispose();
  }
}

/** What changes with each step. */
interface Trained {
  readonly network: Network;
  /** All of the network's variables. */
  readonly weights: readonly Variable[];
  readonly optimizer: Optimizer;
  readonly average: WeightAverage | undefined;
}

async function runEpochs(
  { preset, images, checkpoints, resume = false }: TrainingOptions,
  { signal, onProgress }: TrainingControl,
  { network, weights, optimizer, average }: Trained,
): Promise<EpochRecord[]> {
  const { optimization } = preset;
  const { epochs, batchSize } = optimization;
  const batches = Math.floor(images.count / batchSize);
  const steps = epochs * batches;
  const state = [...weights, ...optimizer.moments, ...(average?.averages ?? [])];
  const identity = fingerprint(preset, images);
  const makeBatch = createBatcher(images, preset, batchSize);
  let random = new Random(optimization.seed);
  const history: EpochRecord[] = [];

  const saved = resume ? await checkpoints?.read() : undefined;
  if (saved !== undefined) {
    const checkpoint = decodeCheckpoint(saved);
    restore(checkpoint, identity, state);
    optimizer.resume(checkpoint.steps);
    random = new Random(checkpoint.random);
    history.push(...checkpoint.history);
  }
  for (let epoch = history.length + 1; epoch <= epochs; epoch += 1) {
    const order = random.permutation(images.count);
    const sums = { loss: 0, reconstruction: 0, kl: 0, gradientNorm: 0 };
    for (let index = 0; index < batches; index += 1) {
      // Lets timers, signals and messages through: on the CPU backends a step never gives way by itself.
      await nextFrame();
      signal?.throwIfAborted();
      const begun = performance.now();
      const step = optimizer.steps;
      const learningRate = learningRateAt(optimization, step, steps);
      const batch = makeBatch(order.subarray(index * batchSize, (index + 1) * batchSize), random);
      const figures = await runStep(network, optimizer, batch, {
        noise: random.normals(batchSize * preset.network.latentSize),
        objective: optimization,
        klWeight: klWeightAt(optimization, step, steps),
        learningRate,
        gradientNorm: optimization.gradientNorm,
      });
      average?.update(optimizer.steps);
      for (const name of ["loss", "reconstruction", "kl", "gradientNorm"] as const) {
        sums[name] += figures[name] / batches;
      }
      const ended = index === batches - 1 ? { record: { epoch, ...sums, learningRate } } : {};
      if (ended.record !== undefined) history.push(ended.record);
      const imagesPerSecond = (1000 * batchSize) / (performance.now() - begun);
      const counts = { epoch, epochs, step: optimizer.steps, steps };
      onProgress?.({ ...counts, ...figures, learningRate, imagesPerSecond, ...ended });
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
  return history;
}

function checkImages({ count, height, width, pixels, masks }: TrainingImages, preset: Preset): void {
  const { input, optimization } = preset;
  const length = count * input.height * input.width;
  if (
    height !== input.height ||
    width !== input.width ||
    pixels.length !== length ||
    masks.length !== length
  ) {
    throw new TrainingError(
      `The training images are not ${count} images of ${input.height}x${input.width}; prepare them with the preset's own steps and size.`,
    );
  }
  if (count < optimization.batchSize) {
    throw new TrainingError(
      `There are ${count} training images, fewer than one batch of ${optimization.batchSize}. Add images or choose a smaller batch.`,
      { details: { images: count, batchSize: optimization.batchSize } },
    );
  }
}

function restore(checkpoint: Checkpoint, identity: string, state: readonly Variable[]): void {
  const { arrays } = checkpoint;
  const fits =
    arrays.length === state.length && state.every((variable, i) => variable.size === arrays[i]?.length);
  if (checkpoint.fingerprint !== identity || !fits) {
    throw new TrainingError(
      "The checkpoint belongs to a run with other settings or other images. Start again without resuming, or restore the settings.",
    );
  }
  for (const [index, variable] of state.entries()) {
    const value = tensor(arrays[index] as Float32Array, variable.shape);
    variable.assign(value);
    value.dispose();
  }
}
