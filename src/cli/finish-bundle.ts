import type { IndexRow } from "../dataset/index-csv.ts";
import { evaluate } from "../evaluation/evaluate.ts";
import type { Metrics } from "../evaluation/metrics-schema.ts";
import { Calibrator } from "../scoring/calibrate.ts";
import type { Calibration } from "../scoring/calibration.ts";
import { loadModel } from "../scoring/model.ts";
import { scoreInputs } from "../scoring/score-input.ts";
import type { Preset } from "../training/preset.ts";
import { loadBundle } from "../vae/load-bundle.ts";
import type { Network } from "../vae/network.ts";
import { saveBundle } from "../vae/save-bundle.ts";
import { selectRows } from "./data-set.ts";
import { evaluationImages, framesOf } from "./evaluation-images.ts";
import { memoryBundleSource } from "./memory-bundle-source.ts";
import { type CardFacts, modelCard } from "./model-card.ts";
import { prepareRows } from "./prepared-inputs.ts";
import { startProgress } from "./progress.ts";

export interface FinishOptions {
  readonly preset: Preset;
  readonly network: Network;
  /** All rows of the index; the preset says which are for what. */
  readonly rows: readonly IndexRow[];
  /** As the user gave it, for metrics and card. */
  readonly index: string;
  readonly cache: string;
  readonly facts: Omit<CardFacts, "preset" | "metrics" | "calibration">;
  readonly signal: AbortSignal;
}

export interface FinishedBundle {
  readonly files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
  readonly metrics: Metrics;
}

/**
 * Makes a bundle of a trained network: calibrates on healthy hold-out images, evaluates, writes the card. All with the
 * weights as they are stored, at 16 bits.
 */
export async function finishBundle(options: FinishOptions): Promise<FinishedBundle> {
  const { preset, network, facts } = options;
  const save = (calibration: unknown, card: string) =>
    saveBundle({ description: describe(preset), ...network, calibration, card });
  const calibration = await calibrateOn(options, await save({}, ""));
  const metrics = await evaluateOn(options, await save(calibration, ""));
  const card = modelCard({ ...facts, preset, metrics, calibration });
  return { files: await save(calibration, card), metrics };
}

function describe(preset: Preset) {
  const { id, version, name, description, licence, input, preprocessing, scoring, applicability } = preset;
  const latent = { size: preset.network.latentSize };
  return { id, version, name, description, licence, input, preprocessing, scoring, applicability, latent };
}

type Files = Awaited<ReturnType<typeof saveBundle>>;

async function calibrateOn(
  { preset, rows, cache, signal }: FinishOptions,
  files: Files,
): Promise<Calibration> {
  const selected = selectRows(rows, preset.data.calibrate);
  const progress = startProgress("Calibrating", selected.length, "images");
  const bundle = await loadBundle(memoryBundleSource(files), { signal });
  try {
    const control = { signal, onProgress: progress.update };
    const { inputs } = await prepareRows(selected, preset, cache, control);
    const calibrator = new Calibrator();
    const batchSize = 8;
    for (let start = 0; start < inputs.length; start += batchSize) {
      const batch = inputs.slice(start, start + batchSize).map(({ input }) => input);
      for (const raw of await scoreInputs(batch, bundle.vae, preset.scoring, { signal, batchSize })) {
        calibrator.add(raw);
      }
    }
    const { population, falsePositivePixels, falsePositiveRate } = preset.calibration;
    const patients = new Set(inputs.map(({ row }) => row.patient)).size;
    return calibrator.finish({
      population: { description: population, patients },
      falsePositivePixels,
      falsePositiveRate,
    });
  } finally {
    progress.stop();
    bundle.dispose();
  }
}

async function evaluateOn({ preset, rows, index, signal }: FinishOptions, files: Files): Promise<Metrics> {
  const selected = selectRows(rows, preset.data.evaluate);
  const reference = selectRows(rows, preset.data.train);
  const progress = startProgress("Evaluating", selected.length + reference.length, "images");
  const model = await loadModel(memoryBundleSource(files), { signal });
  try {
    return await evaluate(
      model,
      evaluationImages(selected, signal),
      {
        data: { index, split: splitOf(selected), where: preset.data.evaluate },
        healthyReference: framesOf(reference, signal),
      },
      {
        signal,
        onProgress: ({ stage, done }) =>
          progress.update(stage === "reference" ? done : reference.length + done),
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
