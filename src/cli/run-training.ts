import { readDataSet } from "./data-set.ts";
import { writeBundle } from "./files.ts";
import { runSeeds } from "./run-seeds.ts";
import type { RunTrainingOptions } from "./run-training-options.ts";
import { mainFigures } from "./score-text.ts";
import { type Trained, trainOnce } from "./train-once.ts";
import { trainingFolder } from "./training-folder.ts";
import { writeTrainingReport } from "./write-training-report.ts";

/** `residua train`: from an index to a bundle, in steps that can be interrupted and taken up again. */
export async function runTraining(options: RunTrainingOptions): Promise<void> {
  const { seeds, cache, out } = options;
  const trained = seeds
    ? await runSeeds(options, seeds)
    : await trainOnce(options, trainingFolder(cache, out));
  if (trained) await publish(trained, options);
}

async function publish(trained: Trained, { data, out, cache, signal }: RunTrainingOptions): Promise<void> {
  await writeBundle(out, trained.files);
  const rows = await readDataSet(data, signal);
  const report = await writeTrainingReport(trained, { rows, out, cache, signal });
  const { preset, metrics } = trained;
  console.log(
    `${out}: ${preset.id} ${preset.version}, ${mainFigures(metrics)}; ${report}. ${metrics.notice}.`,
  );
}
