import { nextFrame } from "@tensorflow/tfjs-core";
import { Random } from "../vae/random.ts";
import { createBatcher } from "./batches.ts";
import { decodeCheckpoint, type EpochPace, type EpochRecord, encodeCheckpoint } from "./checkpoint.ts";
import { fingerprint } from "./fingerprint.ts";
import { Pace } from "./pace.ts";
import type { Preset } from "./preset.ts";
import { runStep } from "./run-step.ts";
import { klWeightAt, learningRateAt } from "./schedule.ts";
import { bestEpoch, checkHealth, countActive, isExhausted } from "./termination.ts";
import { assignAll, restoreAll, type TrainedState, variablesOf } from "./trained-state.ts";
import type { TrainingControl, TrainingOptions } from "./training-options.ts";
import { validate } from "./validation.ts";

/**
 * Runs the epochs that are left, with a checkpoint after each.
 *
 * @returns the figures of all epochs, those before a resumption included
 */
export async function runEpochs(
  options: TrainingOptions,
  control: TrainingControl,
  state: TrainedState,
): Promise<EpochRecord[]> {
  const { preset, images, checkpoints, validation, resume = false } = options;
  const { epochs, patience, seed } = preset.optimization;
  const identity = [images, ...(validation ? [validation] : [])]
    .map((each) => fingerprint(preset, each))
    .join("+");
  const variables = variablesOf(state);
  let random = new Random(seed);
  const history: EpochRecord[] = [];
  const saved = resume ? await checkpoints?.read() : undefined;
  if (saved !== undefined) {
    const checkpoint = decodeCheckpoint(saved);
    restoreAll(variables, checkpoint, identity);
    state.optimizer.resume(checkpoint.steps);
    random = new Random(checkpoint.random);
    history.push(...checkpoint.history);
  }
  const runEpoch = createEpoch(options, control, state);
  for (let epoch = history.length + 1; epoch <= epochs && !isExhausted(history, patience); epoch += 1) {
    const pace = await runEpoch(epoch, history, random);
    const bytes = encodeCheckpoint({
      fingerprint: identity,
      epochs: epoch,
      steps: state.optimizer.steps,
      random: random.state,
      history,
      arrays: await Promise.all(variables.map((variable) => variable.data<"float32">())),
    });
    await checkpoints?.write(bytes, history, pace);
  }
  return history;
}

/** @returns runs one epoch over all images, adds its figures to the history, and gives its pace */
function createEpoch(
  { preset, images, validation }: TrainingOptions,
  { signal, onProgress, turn = nextFrame }: TrainingControl,
  state: TrainedState,
) {
  const { network, optimizer, average } = state;
  const { optimization } = preset;
  const { epochs, batchSize } = optimization;
  const batches = Math.floor(images.count / batchSize);
  const steps = epochs * batches;
  const makeBatch = createBatcher(images, preset, batchSize);
  const pace = new Pace();
  return async (epoch: number, history: EpochRecord[], random: Random): Promise<EpochPace> => {
    const start = performance.now();
    const order = random.permutation(images.count);
    const sums = { loss: 0, reconstruction: 0, kl: 0, elbo: 0, gradientNorm: 0 };
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
      pace.add(batchSize, (performance.now() - begun) / 1000);
      for (const name of Object.keys(sums) as (keyof typeof sums)[]) sums[name] += figures[name] / batches;
      for (const [latent, nats] of figures.dimensionKl.entries()) dimensionKl[latent]! += nats / batches;
      const ended: { record?: EpochRecord } = {};
      if (index === batches - 1) {
        const judged = { ...sums, learningRate, activeLatents: countActive(dimensionKl) };
        ended.record = await endEpoch({ epoch, ...judged }, history, { preset, validation }, state);
      }
      const { imagesPerSecond } = pace;
      const secondsLeft = ((steps - optimizer.steps) * batchSize) / imagesPerSecond;
      const counts = { epoch, epochs, step: optimizer.steps, steps };
      onProgress?.({ ...counts, ...figures, learningRate, imagesPerSecond, secondsLeft, ...ended });
    }
    const seconds = (performance.now() - start) / 1000;
    return { seconds, imagesPerSecond: (batches * batchSize) / seconds };
  };
}

/** Judges the epoch on the hold-out images and adds it to the history. @throws TrainingError as `checkHealth` */
async function endEpoch(
  figures: EpochRecord,
  history: EpochRecord[],
  { preset, validation }: { readonly preset: Preset } & Pick<TrainingOptions, "validation">,
  { network, weights, average, best }: TrainedState,
): Promise<EpochRecord> {
  const { optimization } = preset;
  average?.swap();
  const judged = validation && { validation: await validate(network, validation, optimization) };
  const record = { ...figures, ...judged };
  history.push(record);
  if (bestEpoch(history) === record.epoch) assignAll(best, weights);
  average?.swap();
  checkHealth(history, optimization);
  return record;
}
