import { DataError } from "../errors/index.ts";
import { type MapName, mapNames, scoreNames } from "../scoring/maps.ts";
import type { Model } from "../scoring/model.ts";
import { baselineFigures } from "./baseline-figures.ts";
import { calibrationFigures } from "./calibration-figures.ts";
import type { Collected } from "./collector.ts";
import type { EvaluateOptions } from "./evaluate-options.ts";
import { histogramOf } from "./histogram.ts";
import { imageFigures, isKnown } from "./image-figures.ts";
import { sizeFigures } from "./lesion-size.ts";
import { precisionRecallCurve, rocCurve } from "./metrics.ts";
import type { MapFigures, Metrics, PixelFigures } from "./metrics-schema.ts";
import { pixelFigures } from "./pixel-figures.ts";
import { rank } from "./ranking.ts";

/**
 * Every figure of an evaluation, each with its interval; without an abnormal image those of the healthy ones alone.
 *
 * @throws DataError when there is no healthy image
 */
export function figuresOf(model: Model, collected: Collected, options: EvaluateOptions): Metrics {
  const { abnormal, patients } = collected;
  const images = abnormal.length;
  const abnormalImages = abnormal.filter(Boolean).length;
  if (abnormalImages === images) {
    throw new DataError(
      `An evaluation needs healthy images; there are ${abnormalImages} abnormal images and no healthy one. Choose another split or filter.`,
      { details: { healthy: 0, abnormal: abnormalImages } },
    );
  }
  const canTell = abnormalImages > 0;
  const resampling = { resamples: options.bootstrap?.resamples ?? 1000, seed: options.bootstrap?.seed ?? 1 };
  const known = scoreNames.filter((name) => canTell && isKnown(collected, `scores.${name}`));
  const scores: Metrics["scores"] = Object.fromEntries(
    known.map((name) => [name, imageFigures(collected, `scores.${name}`, resampling)]),
  );
  const map = (name: MapName): MapFigures => {
    const pixel = pixelFigures(collected, `maps.${name}`, resampling);
    return { image: imageFigures(collected, `maps.${name}`, resampling), ...(pixel ? { pixel } : {}) };
  };
  const maps: Metrics["maps"] = Object.fromEntries(
    mapNames.filter((name) => canTell && isKnown(collected, `maps.${name}`)).map((name) => [name, map(name)]),
  );
  // A bundle always has a threshold on the anomaly map, so its figures are all there.
  const pixel = maps.anomaly?.pixel as PixelFigures | undefined;
  const { imageThreshold } = model.calibration;
  const anomaly = collected.scores.get("scores.anomaly")!;
  const ranking = rank(anomaly, abnormal);
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
    ...(scores.anomaly ? { image: scores.anomaly } : {}),
    scores,
    maps,
    ...(pixel ? { pixel } : {}),
    ...(pixel ? { lesionSize: sizeFigures(collected, imageThreshold.value, resampling) } : {}),
    calibration: calibrationFigures(model, collected, options, resampling),
    baselines: canTell ? baselineFigures(collected, resampling) : {},
    applicability: { ...collected.applicability },
    roc: canTell ? rocCurve(ranking) : [],
    precisionRecall: canTell ? precisionRecallCurve(ranking) : [],
    histogram: { ...histogramOf(anomaly, abnormal), threshold: imageThreshold.value },
    bootstrap: { unit: "patient", ...resampling },
    ms: collected.ms / images,
  };
}
