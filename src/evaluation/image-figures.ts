import { type BootstrapOptions, bootstrap } from "./bootstrap.ts";
import type { Collected, EvaluatedScore } from "./collector.ts";
import { imageMetrics } from "./metrics.ts";
import type { ImageFigures } from "./metrics-schema.ts";
import { rank } from "./ranking.ts";

/** Whether every image has the score. */
export function isKnown({ scores }: Collected, name: EvaluatedScore): boolean {
  return scores.get(name)?.every((value) => Number.isFinite(value)) ?? false;
}

export function imageFigures(
  collected: Collected,
  name: EvaluatedScore,
  resampling: BootstrapOptions,
): ImageFigures {
  return imageFiguresOf(collected, collected.scores.get(name)!, resampling);
}

/** @param scores by image */
export function imageFiguresOf(
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

/** Weights of images from those of their patients. */
export function imageWeights(
  { patientOf }: Pick<Collected, "patientOf">,
  patients: Uint16Array,
): Float64Array {
  return Float64Array.from(patientOf, (patient) => patients[patient]!);
}
