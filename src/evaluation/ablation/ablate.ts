import { Calibrator } from "../../scoring/calibrate.ts";
import type { Model } from "../../scoring/model.ts";
import { fitReference } from "../../scoring/reference-fitter.ts";
import { scoreInputs } from "../../scoring/score-input.ts";
import { evaluate } from "../evaluate.ts";
import type { EvaluateOptions } from "../evaluate-options.ts";
import type { EvaluationImage } from "../evaluation-image.ts";
import type { Metrics } from "../metrics-schema.ts";
import { tryPrepare } from "../prepare-frame.ts";
import { ensembleVae } from "./ensemble-vae.ts";
import type { Variant } from "./variant.ts";

export interface AblateOptions {
  /** The bundle in question first; the others join it in an ensemble. */
  readonly models: readonly Model[];
  readonly variants: readonly Variant[];
  /** All are held in memory: they are scored once a variant. */
  readonly images: readonly EvaluationImage[];
  /** Healthy training images, which scores that need reference data are fitted on. */
  readonly references: readonly EvaluationImage[];
  readonly data: EvaluateOptions["data"];
}

export interface AblateControl {
  readonly signal?: AbortSignal;
  /** @param variant whose turn it is, from 0 */
  readonly onProgress?: (variant: number) => void;
}

export interface VariantResult {
  readonly variant: Variant;
  readonly metrics: Metrics;
}

/**
 * What each part of a scoring contributes: the same network and images, scored by one variant after the other. Each is
 * calibrated on the healthy ones of the images themselves; the realised false-positive rate is cross-fitted, as in
 * `evaluate`.
 *
 * @throws DataError when there are too few healthy images; the signal's reason when aborted
 */
export async function ablate(
  { models, variants, images, references, data }: AblateOptions,
  { signal, onProgress }: AblateControl = {},
): Promise<VariantResult[]> {
  const results: VariantResult[] = [];
  for (const [index, variant] of variants.entries()) {
    onProgress?.(index);
    const model = await variantOf(models, variant, { images, references }, signal);
    const options = { data, calibratedOnThese: true };
    results.push({ variant, metrics: await evaluate(model, images, options, signal ? { signal } : {}) });
  }
  return results;
}

async function variantOf(
  models: readonly Model[],
  { scoring, ensemble }: Variant,
  { images, references }: Pick<AblateOptions, "images" | "references">,
  signal: AbortSignal | undefined,
): Promise<Model> {
  const [model] = models as [Model];
  const vae = ensemble ? ensembleVae(models.map(({ bundle }) => bundle.vae)) : model.bundle.vae;
  const stop = signal ? { signal } : {};
  const prepared = (of: readonly EvaluationImage[]) =>
    of.flatMap(({ frame }) => tryPrepare(frame, model) ?? []);
  const reference =
    scoring.image.kind === "sum" ? await fitReference(prepared(references), vae, scoring, stop) : undefined;
  const calibrator = new Calibrator();
  const healthy = images.filter(({ abnormal }) => !abnormal);
  const raw = await scoreInputs(prepared(healthy), vae, scoring, { ...stop, reference });
  for (const each of raw) calibrator.add(each);
  const calibration = calibrator.finish({
    population: { description: "", patients: new Set(healthy.map(({ patient }) => patient)).size },
    falsePositivePixels: model.calibration.threshold.falsePositivePixels,
    falsePositiveRate: model.calibration.imageThreshold.falsePositiveRate,
  });
  const { reference: _own, ...rest } = model;
  return {
    ...rest,
    bundle: { ...model.bundle, vae },
    scoring,
    calibration,
    ...(reference ? { reference } : {}),
  };
}
