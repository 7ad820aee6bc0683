import { getBackend } from "@tensorflow/tfjs-core";
import { type IndexRow, normalLabel } from "../dataset/index-csv.ts";
import { isOnePatient } from "../dataset/split.ts";
import { evaluate } from "../evaluation/evaluate.ts";
import type { Metrics } from "../evaluation/metrics-schema.ts";
import type { Calibration } from "../scoring/calibration.ts";
import { loadModel } from "../scoring/model.ts";
import type { Reference } from "../scoring/reference.ts";
import { maximumReferenceImages, spread } from "../scoring/reference-fitter.ts";
import {
  type BundleFiles,
  calibrateBundle,
  encodeBundle,
  fitBundleReference,
} from "../training/make-bundle.ts";
import { type CardFacts, modelCard } from "../training/model-card.ts";
import type { Preset } from "../training/preset.ts";
import { cardPath, descriptionPath } from "../vae/bundle.ts";
import { memoryBundleSource } from "../vae/memory-bundle-source.ts";
import type { Network } from "../vae/network.ts";
import { replaceFiles } from "../vae/replace-files.ts";
import { sha256 } from "../vae/sha256.ts";
import { selectRows } from "./data-set.ts";
import { evaluationImages, framesOf } from "./evaluation-images.ts";
import { prepareRows } from "./prepared-inputs.ts";
import { startProgress } from "./progress.ts";

/** Healthy images that synthetic anomalies are put into; each is scored dozens of times, so a small set gives fewer. */
const mostSynthetic = 20;

export interface FinishOptions {
  readonly preset: Preset;
  readonly network: Network;
  /** All rows of the index; the preset says which are for what. */
  readonly rows: readonly IndexRow[];
  /** As the user gave it, for metrics and card. */
  readonly index: string;
  readonly cache: string;
  readonly facts: Omit<CardFacts, "preset" | "metrics" | "calibration" | "backend">;
  readonly signal: AbortSignal;
}

export interface FinishedBundle {
  readonly files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
  readonly metrics: Metrics;
  /** What the card says, to write it again with more. */
  readonly card: CardFacts;
}

/**
 * Makes a bundle of a trained network: notes what training images are like, calibrates on healthy hold-out images,
 * evaluates, writes the card. All with the weights as they are stored, at 16 bits.
 */
export async function finishBundle(options: FinishOptions): Promise<FinishedBundle> {
  const { preset, network, facts } = options;
  const reference = await describeTrainingImages(options, await encodeBundle(preset, network));
  const calibration = await calibrateOn(options, await encodeBundle(preset, network, { reference }));
  const metrics = await evaluateOn(options, await encodeBundle(preset, network, { reference, calibration }));
  const withinPatient = isOnePatient(options.rows.filter(({ label }) => label === normalLabel));
  const backend = `tfjs-backend-${getBackend()}`;
  const card = { ...facts, preset, metrics, calibration, withinPatient, backend };
  const { healthy, abnormal } = metrics.data;
  const files = await encodeBundle(preset, network, {
    reference,
    calibration,
    card: modelCard(card),
    tested: { healthy, abnormal },
  });
  return { files, metrics: await nameAfter(files, metrics), card };
}

/** The same bundle with another card. */
export async function rewriteCard(
  { files, metrics }: FinishedBundle,
  card: CardFacts,
): Promise<FinishedBundle> {
  const text = new TextEncoder().encode(modelCard(card));
  const rewritten = await replaceFiles(files, new Map([[cardPath, text]]));
  return { files: rewritten, metrics: await nameAfter(rewritten, metrics), card };
}

/** Measured before there was a card: the same weights and thresholds, under the hash that the bundle has now. */
async function nameAfter(files: FinishedBundle["files"], metrics: Metrics): Promise<Metrics> {
  return { ...metrics, model: { ...metrics.model, sha256: await sha256(files.get(descriptionPath)!) } };
}

async function describeTrainingImages(
  { preset, rows, cache, signal }: FinishOptions,
  files: BundleFiles,
): Promise<Reference> {
  const selected = spread(selectRows(rows, preset.data.train), maximumReferenceImages);
  const progress = startProgress("Describing healthy images", selected.length, "images");
  try {
    const { inputs } = await prepareRows(selected, preset, cache, { signal, onProgress: () => undefined });
    const images = inputs.map(({ input }) => input);
    return await fitBundleReference(files, preset, images, { signal, onProgress: progress.update });
  } finally {
    progress.stop();
  }
}

async function calibrateOn(
  { preset, rows, cache, signal }: FinishOptions,
  files: BundleFiles,
): Promise<Calibration> {
  const selected = selectRows(rows, preset.data.calibrate);
  const progress = startProgress("Calibrating", selected.length, "images");
  try {
    const { inputs } = await prepareRows(selected, preset, cache, { signal, onProgress: progress.update });
    const patients = new Set(inputs.map(({ row }) => row.patient)).size;
    const images = { inputs: inputs.map(({ input }) => input), patients };
    return await calibrateBundle(files, preset, images, { signal });
  } finally {
    progress.stop();
  }
}

async function evaluateOn(
  { preset, rows, index, signal }: FinishOptions,
  files: BundleFiles,
): Promise<Metrics> {
  const selected = selectRows(rows, preset.data.evaluate);
  const reference = selectRows(rows, preset.data.train);
  const synthetic = Math.min(mostSynthetic, Math.ceil(selected.length / 16));
  const before = { reference: 0, images: reference.length, synthetic: reference.length + selected.length };
  const progress = startProgress("Evaluating", before.synthetic + synthetic, "images");
  const model = await loadModel(memoryBundleSource(files), { signal });
  try {
    return await evaluate(
      model,
      evaluationImages(selected, signal),
      {
        data: { index, split: splitOf(selected), where: preset.data.evaluate },
        healthyReference: framesOf(reference, signal),
        outlined: selected.some(({ mask }) => mask !== undefined),
        synthetic: { images: synthetic },
      },
      {
        signal,
        onProgress: ({ stage, done }) => {
          if (stage !== "figures") progress.update(before[stage] + done);
        },
      },
    );
  } finally {
    progress.stop();
    model.dispose();
  }
}

/** The splits of these rows, as one word. */
export function splitOf(rows: readonly IndexRow[]): string {
  return [...new Set(rows.map((row) => row.split))].sort().join("+") || "all";
}
