import { type BootstrapOptions, bootstrap } from "./bootstrap.ts";
import type { Collected, EvaluatedMap } from "./collector.ts";
import type { MapFigures } from "./metrics-schema.ts";
import { weightedSum } from "./pixel-counts.ts";
import { pixelMetrics } from "./pixel-metrics.ts";

/** Undefined where no lesion is outlined; without the figures at a threshold where the map has none. */
export function pixelFigures(
  { pixels, patients }: Collected,
  name: EvaluatedMap,
  resampling: BootstrapOptions,
): MapFigures["pixel"] {
  const counts = pixels.get(name);
  if (!counts?.some(({ lesions }) => lesions > 0)) return undefined;
  const { ap, aupro, diceBest, diceCalibrated, falsePositiveArea } = bootstrap(
    patients.length,
    (weights) => ({ ...pixelMetrics(weightedSum(counts, weights)) }),
    resampling,
  );
  // Healthy images are counted where there is a threshold.
  const isCalibrated = counts.some(({ healthyImages }) => healthyImages > 0);
  return { ap, aupro, diceBest, ...(isCalibrated ? { diceCalibrated, falsePositiveArea } : {}) };
}
