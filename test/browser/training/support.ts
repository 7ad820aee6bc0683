import type { Frame } from "../../../src/imaging/frame.ts";
import { wasmPaths } from "../../../src/inference/wasm-paths.ts";
import type { Preset } from "../../../src/training/preset.ts";
import type { ImagePart } from "../../../src/viewer/training/patient-split.ts";
import { presets } from "../../../src/viewer/training/presets.ts";
import type { TrainingUpdate } from "../../../src/viewer/training/protocol.ts";
import type { RunPlan } from "../../../src/viewer/training/run-store.ts";
import { TrainingClient } from "../../../src/viewer/training/training-client.ts";
import { phantom } from "../../fixtures/phantom.ts";

/** brain-flair, with a network that trains in a second. */
export function tinyPreset(epochs: number): Preset {
  const preset = presets.find(({ id }) => id === "brain-flair")!;
  return {
    ...preset,
    id: "tiny-heads",
    name: "Tiny heads",
    input: { height: 32, width: 32 },
    network: { latentSize: 4, channels: [4, 8, 8] },
    preprocessing: [
      { step: "foreground", size: 32, percentile: 98, fraction: 0.12, opening: 1, closing: 3 },
      { step: "crop", lower: 0.5, upper: 99.5, rows: 30, columns: 25 },
      { step: "medianScale", depth: 3, value: 0.4 },
    ],
    scoring: {
      anomaly: { kind: "smoothedPositiveResidual", sigmas: [0.7, 1.5], flip: true, minimumDepth: 2 },
      image: { kind: "topMean", fraction: 0.02, minimumDepth: 3 },
    },
    optimization: { ...preset.optimization, epochs, batchSize: 12, learningRate: 3e-3, warmUpSteps: 2 },
  };
}

/** 24 heads to train on, 20 held out. */
export const parts: readonly ImagePart[] = Array.from({ length: 44 }, (_, index) =>
  index < 24 ? "train" : "calibrate",
);

export function planOf(preset: Preset): RunPlan {
  return {
    preset,
    training: { images: 24, patients: 24 },
    calibration: { images: 20, patients: 20 },
  };
}

/** A worker that has prepared the heads. */
export async function preparedWorker(
  preset: Preset,
  onUpdate: (update: TrainingUpdate, client: TrainingClient) => void,
): Promise<TrainingClient> {
  const client: TrainingClient = new TrainingClient((update) => onUpdate(update, client));
  await client.call("configure", { wasmPaths: wasmPaths(), backend: "wasm" });
  for (const [seed] of parts.entries()) await prepareIn(client, preset, phantom({ seed }));
  return client;
}

export function prepareIn(client: TrainingClient, preset: Preset, frame: Frame): Promise<null> {
  const { preprocessing, input } = preset;
  return client.call("prepare", { frame, preprocessing, input });
}
