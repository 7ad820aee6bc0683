import { conformalThreshold, pValue } from "../scoring/conformal.ts";

/** One healthy image's anomaly score. */
export interface HealthyScore {
  readonly patient: number;
  readonly score: number;
}

const folds = 5;

/**
 * For each healthy image, whether it lies above a threshold that was made from the other patients alone: patients
 * are dealt into 5 folds, in the order they come. Undefined where there are fewer than two patients.
 */
export function crossFittedAlarms(
  healthy: readonly HealthyScore[],
  falsePositiveRate: number,
): boolean[] | undefined {
  const patients = [...new Set(healthy.map(({ patient }) => patient))];
  if (patients.length < 2) return undefined;
  const foldOf = new Map(patients.map((patient, index) => [patient, index % folds]));
  const thresholds = Array.from({ length: Math.min(folds, patients.length) }, (_, fold) => {
    const others = healthy.filter(({ patient }) => foldOf.get(patient) !== fold).map(({ score }) => score);
    return conformalThreshold(Float64Array.from(others).sort(), falsePositiveRate);
  });
  return healthy.map(({ patient, score }) => score > thresholds[foldOf.get(patient)!]!);
}

/**
 * Whether a calibration was made from (many of) the very images that are now evaluated: then the rate at its own
 * threshold says nothing. Told from the scores, which repeat to many digits only for the same image.
 */
export function sharesImages(calibrated: readonly number[], healthy: readonly HealthyScore[]): boolean {
  const same = healthy.filter(({ score }) => {
    const margin = 1e-5 * Math.max(1e-3, Math.abs(score));
    return pValue(calibrated, score - margin) !== pValue(calibrated, score + margin);
  });
  return same.length > 0.2 * healthy.length;
}
