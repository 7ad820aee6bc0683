import { tensor } from "@tensorflow/tfjs-core";
import { TrainingError } from "../errors/index.ts";
import { createNetwork } from "../vae/network.ts";
import { allVariables } from "../vae/training-pass.ts";
import { decodeCheckpoint } from "./checkpoint.ts";
import type { Preset } from "./preset.ts";
import { bestEpoch } from "./termination.ts";
import type { TrainingResult } from "./train.ts";

/**
 * The network as a run that ended at this checkpoint would give it: for a run that was stopped, and to look at one
 * that goes on.
 *
 * @param preset the run's
 * @throws TrainingError when the checkpoint is damaged or of a network of another shape
 */
export function networkOfCheckpoint(bytes: Uint8Array, preset: Preset): TrainingResult {
  const { arrays, history } = decodeCheckpoint(bytes);
  const { averageDecay, patience, seed } = preset.optimization;
  const network = createNetwork({ ...preset.input, ...preset.network, seed });
  const weights = [...allVariables(network.encoder), ...allVariables(network.decoder)];
  // Averages and, after them, the best weights come last; without either, the weights themselves come first.
  const first = averageDecay === undefined && patience === undefined ? 0 : arrays.length - weights.length;
  for (const [index, weight] of weights.entries()) {
    const values = arrays[first + index];
    if (values?.length !== weight.size) {
      network.dispose();
      throw new TrainingError("The checkpoint belongs to a run with other settings.");
    }
    const value = tensor(values, weight.shape);
    weight.assign(value);
    value.dispose();
  }
  return {
    network,
    history,
    epoch: patience === undefined ? history.length : (bestEpoch(history) ?? 0),
  };
}
