import type { Calibration } from "../scoring/calibration.ts";
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
  const images = scores
    .get("scores.anomaly")!
    .map((score, image) => ({ score, patient: patientOf[image]!, isAbnormal: abnormal[image]! }));
  const healthy = images.filter(({ isAbnormal }) => !isAbnormal);
  const lesions = images.filter(({ isAbnormal }) => isAbnormal);
  const same = calibratedOnThese ?? sharesImages(calibration.scores.anomaly, healthy);
  const counts = pixels.get("maps.anomaly")!;
  const alarmsAt = ({ falsePositiveRate, value }: Calibration["imageThreshold"]) =>
    (same ? crossFittedAlarms(healthy, falsePositiveRate) : undefined) ??
    healthy.map(({ score }) => score > value);
  const at = (threshold: Calibration["imageThreshold"]) => {
    const alarms = alarmsAt(threshold);
    const hits = lesions.map(({ score }) => score > threshold.value);
    const { realisedFpr, sensitivity } = bootstrap(
      patients.length,
      (weights) => ({
        realisedFpr: shareOf(healthy, alarms, weights),
        sensitivity: shareOf(lesions, hits, weights),
      }),
      resampling,
    );
    return {
      targetFpr: threshold.falsePositiveRate,
      realisedFpr,
      ...(lesions.length > 0 ? { sensitivity } : {}),
    };
  };
  const { realisedFalsePositivePixels } = bootstrap(
    patients.length,
    (weights) => ({ realisedFalsePositivePixels: falsePositivePixels(counts, weights) }),
    resampling,
  );
  const isCrossFitted = same && crossFittedAlarms(healthy, calibration.imageThreshold.falsePositiveRate);
  const { alternatives } = calibration;
  return {
    method: isCrossFitted ? "cross-fitted by patient" : "bundle's threshold",
    ...at(calibration.imageThreshold),
    targetFalsePositivePixels: calibration.threshold.falsePositivePixels,
    realisedFalsePositivePixels,
    ...(alternatives ? { alternatives: alternatives.imageThresholds.map(at) } : {}),
  };
}

function shareOf(
  group: readonly { readonly patient: number }[],
  raised: readonly boolean[],
  weights: ArrayLike<number>,
): number {
  let [sum, total] = [0, 0];
  group.forEach(({ patient }, index) => {
    total += weights[patient]!;
    if (raised[index]) sum += weights[patient]!;
  });
  return sum / total;
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
