import { tensor, tidy, type Variable } from "@tensorflow/tfjs-core";
import { TrainingError } from "../errors/index.ts";
import type { Network } from "../vae/network.ts";
import type { Checkpoint } from "./checkpoint.ts";
import type { Optimizer } from "./optimizer.ts";
import type { WeightAverage } from "./weight-average.ts";

/** What changes with each step. */
export interface TrainedState {
  readonly network: Network;
  /** All of the network's variables. */
  readonly weights: readonly Variable[];
  readonly optimizer: Optimizer;
  readonly average: WeightAverage | undefined;
  /** The weights, or their averages, of the best epoch; none without patience. */
  readonly best: readonly Variable[];
}

/** In the order of a checkpoint's arrays. */
export function variablesOf({ weights, optimizer, average, best }: TrainedState): Variable[] {
  return [...weights, ...optimizer.moments, ...(average?.averages ?? []), ...best];
}

/** Gives each target the value at its place; those without one stay as they are. */
export function assignAll(targets: readonly Variable[], values: readonly Variable[]): void {
  for (const [index, target] of targets.entries()) {
    const value = values[index];
    if (value !== undefined) tidy(() => target.assign(value.clone()));
  }
}

/** @throws TrainingError when the checkpoint is of another run */
export function restoreAll(variables: readonly Variable[], checkpoint: Checkpoint, identity: string): void {
  const { arrays } = checkpoint;
  const fits =
    arrays.length === variables.length &&
    variables.every((variable, i) => variable.size === arrays[i]?.length);
  if (checkpoint.fingerprint !== identity || !fits) {
    throw new TrainingError(
      "The checkpoint belongs to a run with other settings or other images. Start again without resuming, or restore the settings.",
    );
  }
  for (const [index, variable] of variables.entries()) {
    const value = tensor(arrays[index] as Float32Array, variable.shape);
    variable.assign(value);
    value.dispose();
  }
}
