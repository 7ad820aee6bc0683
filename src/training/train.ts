import { dispose, nextFrame, tensor, tidy, type Variable, variable } from "@tensorflow/tfjs-core";
import { TrainingError } from "../errors/index.ts";
import { createNetwork, type Network } from "../vae/network.ts";
import { allVariables, trainableVariables } from "../vae/training-pass.ts";
import { createBatcher, type TrainingImages } from "./batches.ts";
import { checkImages } from "./check-images.ts";
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
import { bestEpoch, checkHealth, countActive, isExhausted } from "./termination.ts";
import { validate } from "./validation.ts";
import { WeightAverage } from "./weight-average.ts";

export interface TrainingOptions {
  readonly preset: Preset;
  /** Prepared images of healthy subjects, of the preset's size. */
  readonly images: TrainingImages;
  /** Prepared images of other subjects; each epoch is judged on them. */
  readonly validation?: TrainingImages | undefined;
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
  /**
   * Awaited before each step, so that timers, signals and messages get through; by default the next frame. A run is
   * paused by keeping it waiting. Frames stop in a page that is not seen: a run that goes on there needs its own.
   */
  readonly turn?: () => Promise<void>;
}

/** The caller disposes the network. */
export interface TrainingResult {
  readonly network: Network;
  readonly history: readonly EpochRecord[];
  /** The epoch whose weights the network has: the last, or with patience the best on the hold-out images. */
  readonly epoch: number;
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
  const { preset, images, validation } = options;
  checkImages(images, validation, preset);
  control.signal?.throwIfAborted();
  const { optimizer: name = "adam", averageDecay, patience, seed } = preset.optimization;
  const network = createNetwork({ ...preset.input, ...preset.network, seed });
  const weights = [...allVariables(network.encoder), ...allVariables(network.decoder)];
  const optimizer = createOptimizer(name, [
    ...trainableVariables(network.encoder),
    ...trainableVariables(network.decoder),
  ]);
  const average = averageDecay === undefined ? undefined : new WeightAverage(weights, averageDecay);
  const best = patience === undefined ? [] : weights.map((weight) => variable(weight, false));
  try {
    const history = await runEpochs(options, control, { network, weights, optimizer, average, best });
    average?.swap();
    assignAll(weights, best);
    return { network, history, epoch: patience === undefined ? history.length : (bestEpoch(history) ?? 0) };
  } catch (error) {
    network.dispose();
    throw error;
  } finally {
    optimizer.dispose();
    average?.dispose();
    dispose([...best]);
  }
}

/** What changes with each step. */
interface Trained {
  readonly network: Network;
  /** All of the network's variables. */
  readonly weights: readonly Variable[];
  readonly optimizer: Optimizer;
  readonly average: WeightAverage | undefined;
  /** The weights, or their averages, of the best epoch; none without patience. */
  readonly best: readonly Variable[];
}

async function runEpochs(
  { preset, images, checkpoints, validation, resume = false }: TrainingOptions,
  { signal, onProgress, turn = nextFrame }: TrainingControl,
  { network, weights, optimizer, average, best }: Trained,
): Promise<EpochRecord[]> {
  const { optimization } = preset;
  const { epochs, batchSize } = optimization;
  const batches = Math.floor(images.count / batchSize);
  const steps = epochs * batches;
  const state = [...weights, ...optimizer.moments, ...(average?.averages ?? []), ...best];
  const identity = [images, ...(validation ? [validation] : [])]
    .map((each) => fingerprint(preset, each))
    .join("+");
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
  const { patience } = optimization;
  for (let epoch = history.length + 1; epoch <= epochs && !isExhausted(history, patience); epoch += 1) {
    const order = random.permutation(images.count);
    const sums = { loss: 0, reconstruction: 0, kl: 0, gradientNorm: 0 };
    const dimensionKl = new Float64Array(preset.network.latentSize);
    for (let index = 0; index < batches; index += 1) {
      // On the CPU backends a step never gives way by itself.
      await turn();
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
      for (const [latent, nats] of figures.dimensionKl.entries()) dimensionKl[latent]! += nats / batches;
      const ended: { record?: EpochRecord } = {};
      if (index === batches - 1) {
        average?.swap();
        const judged = validation && { validation: await validate(network, validation, optimization) };
        ended.record = { epoch, ...sums, learningRate, activeLatents: countActive(dimensionKl), ...judged };
        history.push(ended.record);
        if (bestEpoch(history) === epoch) assignAll(best, weights);
        average?.swap();
        checkHealth(history, optimization);
      }
      const imagesPerSecond = (1000 * batchSize) / (performance.now() - begun);
      const counts = { epoch, epochs, step: optimizer.steps, steps };
      onProgress?.({ ...counts, ...figures, learningRate, imagesPerSecond, ...ended });
    }
    const bytes = encodeCheckpoint({
      fingerprint: identity,
      epochs: epoch,
      steps: optimizer.steps,
      random: random.state,
      history,
      arrays: await Promise.all(state.map((variable) => variable.data<"float32">())),
    });
    await checkpoints?.write(bytes, history);
  }
  return history;
}

function assignAll(targets: readonly Variable[], values: readonly Variable[]): void {
  for (const [index, target] of targets.entries()) {
    const value = values[index];
    if (value !== undefined) tidy(() => target.assign(value.clone()));
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
