import { getBackend } from "@tensorflow/tfjs-core";
import { choosePreset, withSteps } from "./choose-preset.ts";
import { displayPath } from "./command-text.ts";
import { readDataSet } from "./data-set.ts";
import { writeBundle } from "./files.ts";
import { finishBundle } from "./finish-bundle.ts";
import { prepareTraining } from "./prepare-training.ts";
import type { RunTrainingOptions } from "./run-training-options.ts";
import { mainFigures } from "./score-text.ts";
import { startTensorflow } from "./tensorflow.ts";
import { trainUntil } from "./train-until.ts";
import { type TrainingFolder, trainingFolder } from "./training-folder.ts";
import { writeTrainingReport } from "./write-training-report.ts";

/** `residua train`: from an index to a bundle, in steps that can be interrupted and taken up again. */
export async function runTraining(options: RunTrainingOptions): Promise<void> {
  const folder = trainingFolder(options.cache, options.out);
  const release = await folder.lock();
  try {
    await runIn(folder, options);
  } finally {
    await release();
  }
}

async function runIn(folder: TrainingFolder, options: RunTrainingOptions): Promise<void> {
  const { out, cache, signal } = options;
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
  if (result === undefined) return;
  try {
    const { files, metrics } = await finishBundle({
      preset,
      network: result.network,
      rows,
      index: displayPath(options.data),
      cache,
      signal,
      facts: {
        training: { images: images.count, patients },
        history: result.history.slice(0, result.epoch),
        commands,
      },
    });
    await writeBundle(out, files);
    const figures = await folder.readFigures();
    const report = await writeTrainingReport(
      {
        files,
        metrics,
        preset,
        run: {
          images: images.count,
          patients,
          index: displayPath(options.data),
          epoch: result.epoch,
          backend: `tfjs-backend-${getBackend()}`,
          commands,
        },
        epochs: result.history.map((record, index) => ({ ...figures[index], ...record })),
      },
      { rows, out, cache, signal },
    );
    console.log(
      `${out}: ${preset.id} ${preset.version}, ${mainFigures(metrics)}; ${report}. ${metrics.notice}.`,
    );
  } finally {
    result.network.dispose();
  }
}
