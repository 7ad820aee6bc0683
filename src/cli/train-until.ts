import { type TrainingResult, train } from "../training/train.ts";
import type { TrainingOptions, TrainingProgress } from "../training/training-options.ts";
import { shellCommand } from "./command-text.ts";
import { Interrupted } from "./interrupt.ts";
import { startProgress } from "./progress.ts";
import type { RunTrainingOptions } from "./run-training-options.ts";
import type { TrainingFolder } from "./training-folder.ts";

/** The time that `--minutes` gave is over; the last epoch is in the checkpoint. */
class TimeIsOver extends Error {}

/**
 * Trains with a live bar.
 *
 * @returns `undefined` when the time was over first
 * @throws what `train` throws; `Interrupted` after a Ctrl-C. Whole epochs are in the checkpoint then, and standard error
 *   says how to go on
 */
export async function trainUntil(
  { preset, images, validation }: Pick<TrainingOptions, "preset" | "images" | "validation">,
  { checkpoints }: TrainingFolder,
  { minutes = Number.POSITIVE_INFINITY, data, out, cache, seeds, resume, signal }: RunTrainingOptions,
): Promise<TrainingResult | undefined> {
  const { epochs, batchSize } = preset.optimization;
  const progress = startProgress("Training", epochs * Math.floor(images.count / batchSize), "batches", {
    hasEstimate: true,
  });
  const end = performance.now() + 60_000 * minutes;
  let over = false;
  const onProgress = (step: TrainingProgress) => {
    // One step late on purpose: an epoch's checkpoint is written after its last progress.
    if (over) throw new TimeIsOver();
    over = step.record !== undefined && step.epoch < epochs && performance.now() > end;
    progress.update(step.step, describe(step), step.secondsLeft);
  };
  const all = seeds ? ["--seeds", seeds.join(",")] : [];
  const goOn = `go on with: ${shellCommand(["train", "--data", data, "--out", out, "--cache", cache, ...all, "--resume"])}`;
  try {
    return await train({ preset, images, validation, checkpoints, resume }, { signal, onProgress });
  } catch (error) {
    progress.stop();
    if (error instanceof Interrupted) console.error(`Whole epochs are kept; ${goOn}`);
    if (!(error instanceof TimeIsOver)) throw error;
    console.error(`The time is over; ${goOn}`);
    return undefined;
  } finally {
    progress.stop();
  }
}

/** The bar's text; what matters most comes first, since a narrow terminal cuts the rest off. */
function describe({ epoch, epochs, imagesPerSecond, elbo, reconstruction, kl }: TrainingProgress): string {
  const figures = `ELBO ${elbo.toFixed(1)}, reconstruction ${reconstruction.toFixed(3)}, KL ${kl.toFixed(1)} nats`;
  return `epoch ${epoch}/${epochs}, ${imagesPerSecond.toFixed(imagesPerSecond < 10 ? 1 : 0)} images/s, ${figures}`;
}
