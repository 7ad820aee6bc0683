import type { Model } from "../scoring/model.ts";
import { type BootstrapOptions, bootstrap } from "./bootstrap.ts";
import type { Collected } from "./collector.ts";
import type { EvaluateOptions } from "./evaluate-options.ts";
import type { Metrics } from "./metrics-schema.ts";
import type { PixelCounts } from "./pixel-counts.ts";
import { crossFittedAlarms, sharesImages } from "./realised-fpr.ts";

/** What the thresholds promised on healthy images, and what came of it. */
export function calibrationFigures(
  { calibration }: Model,
  { abnormal, patientOf, patients, scores, pixels }: Collected,
  { calibratedOnThese }: EvaluateOptions,
  resampling: BootstrapOptions,
): Metrics["calibration"] {
  const { falsePositiveRate, value } = calibration.imageThreshold;
  const images = scores
    .get("scores.anomaly")!
    .map((score, image) => ({ score, patient: patientOf[image]!, isAbnormal: abnormal[image]! }));
  const healthy = images.filter(({ isAbnormal }) => !isAbnormal);
  const same = calibratedOnThese ?? sharesImages(calibration.scores.anomaly, healthy);
  const crossFitted = same ? crossFittedAlarms(healthy, falsePositiveRate) : undefined;
  const alarms = crossFitted ?? healthy.map(({ score }) => score > value);
  const lesions = images.filter(({ isAbnormal }) => isAbnormal);
  const hits = lesions.map(({ score }) => score > value);
  const counts = pixels.get("maps.anomaly")!;
  const { sensitivity, ...figures } = bootstrap(
    patients.length,
    (weights) => {
      const shareOf = (group: readonly { readonly patient: number }[], raised: readonly boolean[]) => {
        let [sum, total] = [0, 0];
        group.forEach(({ patient }, index) => {
          total += weights[patient]!;
          if (raised[index]) sum += weights[patient]!;
        });
        return sum / total;
      };
      return {
        realisedFpr: shareOf(healthy, alarms),
        sensitivity: shareOf(lesions, hits),
        realisedFalsePositivePixels: falsePositivePixels(counts, weights),
      };
    },
    resampling,
  );
  return {
    method: crossFitted ? "cross-fitted by patient" : "bundle's threshold",
    targetFpr: falsePositiveRate,
    targetFalsePositivePixels: calibration.threshold.falsePositivePixels,
    ...figures,
    ...(lesions.length > 0 ? { sensitivity } : {}),
  };
}

/** Share of the healthy images' shown pixels above the threshold. */
function falsePositivePixels(counts: readonly PixelCounts[], weights: ArrayLike<number>): number {
  let [above, shown] = [0, 0];
  counts.forEach(({ healthyAbove, healthyShown }, patient) => {
    above += weights[patient]! * healthyAbove;
    shown += weights[patient]! * healthyShown;
  });
  return above / shown;
}
