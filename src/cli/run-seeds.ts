import type { Metrics } from "../evaluation/metrics-schema.ts";
import { choosePreset } from "./choose-preset.ts";
import { rewriteCard } from "./finish-bundle.ts";
import type { RunTrainingOptions } from "./run-training-options.ts";
import { mainFigures } from "./score-text.ts";
import { type Trained, trainOnce } from "./train-once.ts";
import { trainingFolder } from "./training-folder.ts";

/**
 * One run a seed, one after the other, each with a checkpoint of its own.
 *
 * @returns the best of them, with a card that tells the figures of all; `undefined` when the time ran out first
 */
export async function runSeeds(
  options: RunTrainingOptions,
  seeds: readonly number[],
): Promise<Trained | undefined> {
  const folders = seeds.map((seed) => trainingFolder(options.cache, `${options.out}-seed-${seed}`));
  if (!options.resume) {
    // All are begun at once: whichever run is interrupted, --resume finds the settings of the others too.
    for (const [index, seed] of seeds.entries()) {
      await folders[index]!.begin(await choosePreset({ ...options, seed }));
    }
  }
  const end = performance.now() + 60_000 * (options.minutes ?? Number.POSITIVE_INFINITY);
  const all: Trained[] = [];
  for (const [index, seed] of seeds.entries()) {
    console.error(`Seed ${seed}, ${index + 1} of ${seeds.length}.`);
    const minutes = options.minutes && Math.max(0, (end - performance.now()) / 60_000);
    const trained = await trainOnce({ ...options, minutes, resume: true }, folders[index]!);
    if (trained === undefined) return undefined;
    console.error(`Seed ${seed}: ${mainFigures(trained.metrics)}.`);
    all.push(trained);
  }
  const best = all.reduce((one, other) => (merit(other.metrics) > merit(one.metrics) ? other : one));
  const runs = all.map(({ preset, metrics }) => ({ seed: preset.optimization.seed, metrics }));
  return { ...best, ...(await rewriteCard(best, { ...best.card, runs })) };
}

/**
 * What the seeds are ranked by: image AUROC plus, where lesions are outlined, pixel AP. Without abnormal images, how
 * near the false alarms are to what was intended.
 */
export function merit({ image, pixel, calibration }: Metrics): number {
  if (image) return image.auroc.value + (pixel?.ap.value ?? 0);
  return -Math.abs(calibration.realisedFpr.value - calibration.targetFpr);
}
