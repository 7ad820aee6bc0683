import { getBackend } from "@tensorflow/tfjs-core";
import { choosePreset, withSteps } from "./choose-preset.ts";
import { displayPath } from "./command-text.ts";
import { readDataSet } from "./data-set.ts";
import { type FinishedBundle, finishBundle } from "./finish-bundle.ts";
import { prepareTraining } from "./prepare-training.ts";
import type { RunTrainingOptions } from "./run-training-options.ts";
import { startTensorflow } from "./tensorflow.ts";
import { trainUntil } from "./train-until.ts";
import type { TrainingFolder } from "./training-folder.ts";
import type { FinishedTraining } from "./write-training-report.ts";

/** A trained, calibrated and evaluated bundle, and what its report tells of the run. */
export type Trained = FinishedBundle & FinishedTraining;

/**
 * One run, in a folder of its own: trains, or goes on, and finishes the bundle.
 *
 * @returns `undefined` when the time that was given ran out first
 * @throws TrainingError when another run is at work in the folder
 */
export async function trainOnce(
  options: RunTrainingOptions,
  folder: TrainingFolder,
): Promise<Trained | undefined> {
  const release = await folder.lock();
  try {
    return await trainIn(folder, options);
  } finally {
    await release();
  }
}

async function trainIn(folder: TrainingFolder, options: RunTrainingOptions): Promise<Trained | undefined> {
  const { cache, signal } = options;
  const index = displayPath(options.data);
  const rows = await readDataSet(options.data, signal);
  let preset = options.resume ? await folder.readPreset() : await choosePreset(options);
  const { images, patients, validation } = await prepareTraining(rows, preset, options);
  if (!options.resume) {
    preset = withSteps(preset, options.steps, images.count);
    await folder.begin(preset);
  }
  const commands = await folder.note(options.command);
  await startTensorflow();
  const result = await trainUntil({ preset, images, validation }, folder, options);
  if (result === undefined) return undefined;
  const { network, history, epoch } = result;
  try {
    const training = { images: images.count, patients };
    const facts = { training, history: history.slice(0, epoch), commands };
    const finished = await finishBundle({ preset, network, rows, index, cache, signal, facts });
    const figures = await folder.readFigures();
    return {
      ...finished,
      preset,
      run: { ...training, index, epoch, backend: `tfjs-backend-${getBackend()}`, commands },
      epochs: history.map((record, at) => ({ ...figures[at], ...record })),
    };
  } finally {
    network.dispose();
  }
}
