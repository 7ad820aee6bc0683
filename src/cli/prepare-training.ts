import { type IndexRow, normalLabel } from "../dataset/index-csv.ts";
import type { TrainingImages } from "../training/batches.ts";
import type { Preset } from "../training/preset.ts";
import { balanceText } from "./data-set-text.ts";
import type { PreparedInput } from "./prepare-file.ts";
import { prepareEach, prepareRows } from "./prepared-inputs.ts";
import { startProgress } from "./progress.ts";
import type { RunTrainingOptions } from "./run-training-options.ts";
import { requireCalibrationImages, selectAll } from "./selections.ts";

export interface PreparedImages {
  readonly images: TrainingImages;
  readonly patients: number;
  readonly validation: TrainingImages | undefined;
}

/** Prepares all that the run will need, so that what is missing is said before the training and not after it. */
export async function prepareTraining(
  rows: readonly IndexRow[],
  preset: Preset,
  { cache, signal }: Pick<RunTrainingOptions, "cache" | "signal">,
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
