import { dispose, variable } from "@tensorflow/tfjs-core";
import { createNetwork, type Network } from "../vae/network.ts";
import { allVariables, trainableVariables } from "../vae/training-pass.ts";
import { checkImages } from "./check-images.ts";
import type { EpochRecord } from "./checkpoint.ts";
import { createOptimizer } from "./create-optimizer.ts";
import { runEpochs } from "./run-epochs.ts";
import { bestEpoch } from "./termination.ts";
import { assignAll } from "./trained-state.ts";
import type { TrainingControl, TrainingOptions } from "./training-options.ts";
import { WeightAverage } from "./weight-average.ts";

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
