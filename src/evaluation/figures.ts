import { DataError } from "../errors/index.ts";
import { scoreNames } from "../scoring/maps.ts";
import type { Model } from "../scoring/model.ts";
import { positionScores } from "./baselines.ts";
import { type BootstrapOptions, bootstrap } from "./bootstrap.ts";
import type { Collected, EvaluatedMap, EvaluatedScore } from "./collect.ts";
import type { EvaluateOptions } from "./evaluate-options.ts";
import { imageMetrics, rocCurve } from "./metrics.ts";
import type { ImageFigures, Metrics, PixelFigures } from "./metrics-schema.ts";
import { createPixelCounts, layout, type PixelCounts } from "./pixel-counts.ts";
import { falsePositivePixels, pixelMetrics } from "./pixel-metrics.ts";
import { rank } from "./ranking.ts";
import { crossFittedAlarms, sharesImages } from "./realised-fpr.ts";

/** Lesion sizes in pixels of the image: where each class begins. */
const lesionSizes = [1, 500, 1500] as const;

/** Every figure of an evaluation, each with its interval. @throws DataError when a class is missing. */
export function figuresOf(model: Model, collected: Collected, options: EvaluateOptions): Metrics {
  const { abnormal, patients } = collected;
  const images = abnormal.length;
  const abnormalImages = abnormal.filter(Boolean).length;
  if (abnormalImages === 0 || abnormalImages === images) {
    throw new DataError(
      `An evaluation needs healthy and abnormal images; there are ${images - abnormalImages} healthy and ${abnormalImages} abnormal ones. Choose another split or filter.`,
      { details: { healthy: images - abnormalImages, abnormal: abnormalImages } },
    );
  }
  const resampling = { resamples: options.bootstrap?.resamples ?? 1000, seed: options.bootstrap?.seed ?? 1 };
  const image = (name: EvaluatedScore): ImageFigures =>
    imageFigures(collected, collected.scores.get(name)!, resampling);
  const pixel = (name: EvaluatedMap): PixelFigures | undefined => pixelFigures(collected, name, resampling);
  const scores = Object.fromEntries(scoreNames.map((name) => [name, image(name)])) as Metrics["scores"];
  const anomalyPixels = pixel("anomaly");
  return {
    notice: "Not for diagnostic use",
    model: { ...model.identity },
    data: {
      ...options.data,
      images,
      patients: patients.length,
      healthy: images - abnormalImages,
      abnormal: abnormalImages,
      skipped: collected.skipped,
    },
    image: scores.anomaly,
    scores,
    ...(anomalyPixels ? { pixel: anomalyPixels } : {}),
    ...(anomalyPixels ? { lesionSize: bySize(collected, resampling) } : {}),
    calibration: calibrationFigures(model, collected, options, resampling),
    baselines: baselineFigures(collected, image, pixel, resampling),
    applicability: { ...collected.applicability },
    roc: rocCurve(rank(collected.scores.get("anomaly")!, abnormal)),
    bootstrap: { unit: "patient", ...resampling },
    ms: collected.ms / images,
  };
}

/** Weights of images from those of their patients. */
function imageWeights({ patientOf }: Pick<Collected, "patientOf">, patients: Uint16Array): Float64Array {
  return Float64Array.from(patientOf, (patient) => patients[patient]!);
}

function imageFigures(
  collected: Collected,
  scores: readonly number[],
  resampling: BootstrapOptions,
): ImageFigures {
  const ranking = rank(scores, collected.abnormal);
  return bootstrap(
    collected.patients.length,
    (weights) => ({ ...imageMetrics(ranking, imageWeights(collected, weights)) }),
    resampling,
  );
}

function pixelFigures(
  { pixels, patients }: Collected,
  name: EvaluatedMap,
  resampling: BootstrapOptions,
): PixelFigures | undefined {
  const counts = pixels.get(name);
  if (!counts?.some((patient) => patient[layout.lesions]! > 0)) return undefined;
  return bootstrap(
    patients.length,
    (weights) => ({ ...pixelMetrics(weightedSum(counts, weights)) }),
    resampling,
  );
}

function weightedSum(counts: readonly PixelCounts[], weights: Uint16Array): PixelCounts {
  const sum = createPixelCounts();
  counts.forEach((patient, index) => {
    const weight = weights[index]!;
    if (weight === 0) return;
    for (let cell = 0; cell < sum.length; cell++) sum[cell]! += weight * patient[cell]!;
  });
  return sum;
}

function bySize(collected: Collected, resampling: BootstrapOptions): NonNullable<Metrics["lesionSize"]> {
  const { abnormal, lesionPixels, scores, patients } = collected;
  const ranking = rank(scores.get("anomaly")!, abnormal);
  return lesionSizes.flatMap((from, index) => {
    const below = lesionSizes[index + 1] ?? null;
    const belongs = lesionPixels.map((size) => size >= from && (below === null || size < below));
    const images = belongs.filter(Boolean).length;
    if (images === 0) return [];
    const { auroc } = bootstrap(
      patients.length,
      (weights) => {
        const all = imageWeights(collected, weights).map((weight, image) =>
          abnormal[image] && !belongs[image] ? 0 : weight,
        );
        return { auroc: imageMetrics(ranking, all).auroc };
      },
      resampling,
    );
    return [{ from, below, images, auroc }];
  });
}

function calibrationFigures(
  { calibration }: Model,
  { abnormal, patientOf, patients, scores, pixels }: Collected,
  { calibratedOnThese }: EvaluateOptions,
  resampling: BootstrapOptions,
): Metrics["calibration"] {
  const { falsePositiveRate, value } = calibration.imageThreshold;
  const healthy = scores
    .get("anomaly")!
    .map((score, image) => ({ score, patient: patientOf[image]!, abnormal: abnormal[image]! }))
    .filter((image) => !image.abnormal);
  const same = calibratedOnThese ?? sharesImages(calibration.scores.anomaly, healthy);
  const crossFitted = same ? crossFittedAlarms(healthy, falsePositiveRate) : undefined;
  const alarms = crossFitted ?? healthy.map(({ score }) => score > value);
  const counts = pixels.get("anomaly")!;
  const figures = bootstrap(
    patients.length,
    (weights) => {
      let [raised, total] = [0, 0];
      healthy.forEach(({ patient }, index) => {
        total += weights[patient]!;
        if (alarms[index]) raised += weights[patient]!;
      });
      return {
        realisedFpr: raised / total,
        realisedFalsePositivePixels: falsePositivePixels(weightedSum(counts, weights)),
      };
    },
    resampling,
  );
  return {
    method: crossFitted ? "cross-fitted by patient" : "bundle's threshold",
    targetFpr: falsePositiveRate,
    targetFalsePositivePixels: calibration.threshold.falsePositivePixels,
    ...figures,
  };
}

function baselineFigures(
  collected: Collected,
  image: (name: EvaluatedScore) => ImageFigures,
  pixel: (name: EvaluatedMap) => PixelFigures | undefined,
  resampling: BootstrapOptions,
): Metrics["baselines"] {
  const { scores, abnormal } = collected;
  const withMap = (name: "intensity" | "meanImageResidual") => {
    const found = pixel(name);
    // The model's calibrated threshold means nothing on another map.
    return {
      image: image(name),
      ...(found ? { pixel: { ap: found.ap, aupro: found.aupro, diceBest: found.diceBest } } : {}),
    };
  };
  const positions = scores.get("position")!;
  const position = positions.every((value) => Number.isFinite(value))
    ? { image: imageFigures(collected, positionScores(positions, abnormal), resampling) }
    : undefined;
  return {
    intensity: withMap("intensity"),
    ...(scores.has("meanImageResidual") ? { meanImageResidual: withMap("meanImageResidual") } : {}),
    ...(position ? { position } : {}),
    smoothness: { image: image("smoothness") },
  };
}
