import type { Metrics } from "../../../src/evaluation/metrics-schema.ts";

const figure = (value: number) => ({ value, ci95: [value - 0.02, value + 0.02] as [number, number] });
const image = (auroc: number) => ({
  auroc: figure(auroc),
  ap: figure(0.91),
  sensitivityAt5Fpr: figure(0.77),
  fprAt95Sensitivity: figure(0.43),
});
const map = (ap: number) => ({ ap: figure(ap), aupro: figure(0.6), diceBest: figure(0.65) });

export const sampleMetrics: Metrics = {
  notice: "Not for diagnostic use",
  model: { id: "brain-flair", version: "0.1.0", sha256: "ab".repeat(32) },
  data: {
    index: "brain-flair",
    split: "val",
    where: "position>=0.3",
    images: 300,
    patients: 40,
    healthy: 180,
    abnormal: 120,
    skipped: 1,
  },
  image: image(0.93),
  scores: { anomaly: image(0.93), reconstruction: image(0.8), kl: image(0.46), elbo: image(0.79) },
  pixel: { ...map(0.69), diceCalibrated: figure(0.64), falsePositiveArea: figure(0.03) },
  lesionSize: [
    { from: 1, below: 500, images: 40, auroc: figure(0.84) },
    { from: 1500, below: null, images: 80, auroc: { value: 0.97, ci95: null } },
  ],
  calibration: {
    method: "cross-fitted by patient",
    targetFpr: 0.05,
    realisedFpr: figure(0.051),
    targetFalsePositivePixels: 0.005,
    realisedFalsePositivePixels: figure(0.02),
  },
  baselines: {
    intensity: { image: image(0.75), pixel: map(0.55) },
    position: { image: image(0.68) },
    smoothness: { image: image(0.6) },
  },
  applicability: { applies: 299, caution: 1, refused: 0 },
  roc: [
    [0, 0],
    [0.1, 0.8],
    [1, 1],
  ],
  bootstrap: { unit: "patient", resamples: 1000, seed: 1 },
  ms: 23.4,
};
