import { type BootstrapOptions, bootstrap, type Figure } from "./bootstrap.ts";
import type { Collected } from "./collector.ts";
import { imageWeights } from "./image-figures.ts";
import { imageMetrics } from "./metrics.ts";
import type { Metrics } from "./metrics-schema.ts";
import { rank } from "./ranking.ts";
import { isOfSize, sizeClasses } from "./size-class.ts";

/** @param threshold on the anomaly score */
export function sizeFigures(
  collected: Collected,
  threshold: number,
  resampling: BootstrapOptions,
): NonNullable<Metrics["lesionSize"]> {
  const { abnormal, lesionPixels, patientOf, patients } = collected;
  const scores = collected.scores.get("scores.anomaly")!;
  const ranking = rank(scores, abnormal);
  return sizeClasses.flatMap((sizeClass) => {
    const belongs = lesionPixels.map((size) => isOfSize(size, sizeClass));
    const images = belongs.filter(Boolean).length;
    if (images === 0) return [];
    const figures = bootstrap(
      patients.length,
      (weights) => {
        const all = imageWeights(collected, weights);
        const own = all.map((weight, image) => (abnormal[image] && !belongs[image] ? 0 : weight));
        let [found, total] = [0, 0];
        belongs.forEach((belongsHere, image) => {
          if (!belongsHere) return;
          total += all[image]!;
          if (scores[image]! > threshold) found += all[image]!;
        });
        return { auroc: imageMetrics(ranking, own).auroc, sensitivity: found / total };
      },
      resampling,
    );
    const those = new Set(patientOf.filter((_, image) => belongs[image])).size;
    // Every resample has the same lesions where one patient has them all: their spread is not known.
    const known = (figure: Figure): Figure => (those > 1 ? figure : { ...figure, ci95: null });
    const { auroc, sensitivity } = figures;
    return [{ ...sizeClass, images, patients: those, auroc: known(auroc), sensitivity: known(sensitivity) }];
  });
}
