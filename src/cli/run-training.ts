import { type IndexRow, normalLabel } from "../dataset/index-csv.ts";
import type { TrainingImages } from "../training/batches.ts";
import type { OptimizerName } from "../training/optimizer.ts";
import type { Preset } from "../training/preset.ts";
import { type TrainingResult, train } from "../training/train.ts";
import type { TrainingOptions, TrainingProgress } from "../training/training-options.ts";
import { displayPath, shellCommand } from "./command-text.ts";
import { readDataSet } from "./data-set.ts";
import { balanceText } from "./data-set-text.ts";
import { writeBundle, writeWhole } from "./files.ts";
import { finishBundle } from "./finish-bundle.ts";
import { Interrupted } from "./interrupt.ts";
import type { PreparedInput } from "./prepare-file.ts";
import { prepareEach, prepareRows } from "./prepared-inputs.ts";
import { loadPreset } from "./presets.ts";
import { startProgress } from "./progress.ts";
import { requireCalibrationImages, selectAll } from "./selections.ts";
import { startTensorflow } from "./tensorflow.ts";
import { type TrainingFolder, trainingFolder } from "./training-folder.ts";

export interface RunTrainingOptions {
  readonly data: string;
  readonly out: string;
  readonly cache: string;
  readonly preset: string | undefined;
  readonly epochs: number | undefined;
  readonly steps: number | undefined;
  readonly seed: number | undefined;
  readonly optimizer: OptimizerName | undefined;
  readonly patience: number | undefined;
  readonly where: string | undefined;
  readonly minutes: number | undefined;
  readonly resume: boolean;
  /** As it was typed, for the model card. */
  readonly command: string;
  readonly signal: AbortSignal;
}

/** The time that `--minutes` gave is over; the last epoch is in the checkpoint. */
class TimeIsOver extends Error {}

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
  const { images, patients, validation } = await prepareAll(rows, preset, options);
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
    await writeWhole(`${folder.path}/metrics.json`, `${JSON.stringify(metrics, null, 2)}\n`);
    const { auroc } = metrics.image;
    console.log(
      `${out}: ${preset.id} ${preset.version}, image AUROC ${auroc.value.toFixed(3)}. Not for diagnostic use.`,
    );
  } finally {
    result.network.dispose();
  }
}

async function choosePreset({
  preset: name,
  epochs,
  seed,
  optimizer,
  patience,
  where,
}: RunTrainingOptions): Promise<Preset> {
  const preset = await loadPreset(name ?? "brain-flair");
  return {
    ...preset,
    data: {
      ...preset.data,
      ...(where ? { train: [preset.data.train, where].filter(Boolean).join(",") } : {}),
    },
    optimization: {
      ...preset.optimization,
      ...(epochs === undefined ? {} : { epochs }),
      ...(seed === undefined ? {} : { seed }),
      ...(optimizer === undefined ? {} : { optimizer }),
      ...(patience === undefined ? {} : { patience }),
    },
  };
}

function withSteps(preset: Preset, steps: number | undefined, images: number): Preset {
  if (steps === undefined) return preset;
  const { optimization } = preset;
  const perEpoch = Math.max(1, Math.floor(images / optimization.batchSize));
  return { ...preset, optimization: { ...optimization, epochs: Math.ceil(steps / perEpoch) } };
}

interface PreparedImages {
  readonly images: TrainingImages;
  readonly patients: number;
  readonly validation: TrainingImages | undefined;
}

/** Prepares all that the run will need, so that what is missing is said before the training and not after it. */
async function prepareAll(
  rows: readonly IndexRow[],
  preset: Preset,
  { cache, signal }: RunTrainingOptions,
): Promise<PreparedImages> {
  const { train: training, validate, calibrate, evaluate } = selectAll(rows, preset);
  for (const line of balanceText(rows)) console.error(line);
  if (evaluate.every(({ label }) => label === normalLabel)) {
    console.error(
      `No abnormal image where "${preset.data.evaluate}": false alarms are measured, detection is not.`,
    );
  }
  const total = training.length + (validate?.length ?? 0) + calibrate.length;
  const progress = startProgress("Preparing", total, "images");
  let before = 0;
  const next = (selected: readonly IndexRow[]) => {
    const start = before;
    before += selected.length;
    return { signal, onProgress: (done: number) => progress.update(start + done) };
  };
  const toImages = async (selected: readonly IndexRow[]) => {
    const { inputs, skipped } = await prepareRows(selected, preset, cache, next(selected));
    reportSkipped(skipped);
    const patients = new Set(inputs.map(({ row }) => row.patient)).size;
    return { images: toTrainingImages(inputs, preset), patients };
  };
  try {
    const own = await toImages(training);
    const others = validate && (await toImages(validate));
    let images = 0;
    // Into the cache, and none of them kept.
    for await (const _ of prepareEach(calibrate, preset, cache, next(calibrate))) images++;
    requireCalibrationImages(images, preset);
    return { ...own, validation: others?.images };
  } finally {
    progress.stop();
  }
}

function reportSkipped(skipped: readonly { readonly file: string; readonly reason: string }[]): void {
  for (const { file, reason } of skipped.slice(0, 5)) console.error(`Left out: ${file}: ${reason}`);
  if (skipped.length > 5) console.error(`Left out: ${skipped.length - 5} more.`);
}

function toTrainingImages(inputs: readonly PreparedInput[], preset: Preset): TrainingImages {
  const { height, width } = preset.input;
  const size = height * width;
  const pixels = new Float32Array(inputs.length * size);
  const masks = new Uint8Array(inputs.length * size);
  for (const [index, { input }] of inputs.entries()) {
    pixels.set(input.pixels, index * size);
    masks.set(input.mask, index * size);
  }
  return { count: inputs.length, height, width, pixels, masks };
}

/** `undefined` when the time was over first. */
async function trainUntil(
  { preset, images, validation }: Pick<TrainingOptions, "preset" | "images" | "validation">,
  { checkpoints }: TrainingFolder,
  { minutes = Number.POSITIVE_INFINITY, data, out, cache, resume, signal }: RunTrainingOptions,
): Promise<TrainingResult | undefined> {
  const { epochs, batchSize } = preset.optimization;
  const progress = startProgress("Training", epochs * Math.floor(images.count / batchSize), "batches");
  const end = performance.now() + 60_000 * minutes;
  let over = false;
  const onProgress = (step: TrainingProgress) => {
    // One step late on purpose: an epoch's checkpoint is written after its last progress.
    if (over) throw new TimeIsOver();
    over = step.record !== undefined && step.epoch < epochs && performance.now() > end;
    progress.update(step.step, describe(step));
  };
  const goOn = `go on with: ${shellCommand(["train", "--data", data, "--out", out, "--cache", cache, "--resume"])}`;
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

function describe({ epoch, epochs, imagesPerSecond, loss, reconstruction, kl }: TrainingProgress): string {
  const figures = `loss ${loss.toFixed(3)}, reconstruction ${reconstruction.toFixed(3)}, KL ${kl.toFixed(1)} nats`;
  return `epoch ${epoch}/${epochs}, ${imagesPerSecond.toFixed(0)} images/s, ${figures}`;
}
