import type { Metrics } from "../../../src/evaluation/metrics-schema.ts";

const figure = (value: number) => ({ value, ci95: [value - 0.02, value + 0.02] as [number, number] });
const image = (auroc: number) => ({
  auroc: figure(auroc),
  ap: figure(0.91),
  sensitivityAt5Fpr: figure(0.77),
  fprAt95Sensitivity: figure(0.43),
});
const map = (ap: number) => ({ ap: figure(ap), aupro: figure(0.6), diceBest: figure(0.65) });
const calibrated = { diceCalibrated: figure(0.64), falsePositiveArea: figure(0.03) };

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
  maps: {
    anomaly: { image: image(0.93), pixel: { ...map(0.69), ...calibrated } },
    residual: { image: image(0.81), pixel: { ...map(0.42), ...calibrated } },
    klGradient: { image: image(0.58), pixel: map(0.31) },
  },
  pixel: { ...map(0.69), ...calibrated },
  lesionSize: [
    { from: 0, below: 500, images: 40, patients: 11, auroc: figure(0.84), sensitivity: figure(0.44) },
    {
      from: 1500,
      below: null,
      images: 80,
      patients: 1,
      auroc: { value: 0.97, ci95: null },
      sensitivity: figure(0.96),
    },
  ],
  calibration: {
    method: "cross-fitted by patient",
    targetFpr: 0.05,
    realisedFpr: figure(0.051),
    sensitivity: figure(0.79),
    targetFalsePositivePixels: 0.005,
    realisedFalsePositivePixels: figure(0.02),
    alternatives: [{ targetFpr: 0.1, realisedFpr: figure(0.123), sensitivity: figure(0.88) }],
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
  precisionRecall: [
    [0.8, 0.85],
    [1, 0.4],
  ],
  histogram: { lower: 0, upper: 2, healthy: [150, 30, 0, 0], abnormal: [0, 30, 60, 30], threshold: 1 },
  synthetic: {
    label: "synthetic",
    seed: 1,
    images: 20,
    patients: 9,
    resamples: 200,
    results: [
      {
        kind: "darker",
        strength: 0.4,
        radius: 17,
        images: 19,
        image: { auroc: figure(0.71), sensitivity: figure(0.33) },
        pixel: { ap: figure(0.52), diceCalibrated: figure(0.47) },
      },
      {
        kind: "poissonBlend",
        strength: null,
        radius: 9,
        images: 20,
        image: { auroc: figure(0.55), sensitivity: figure(0.1) },
        pixel: { ap: figure(0.05), diceCalibrated: figure(0.03) },
      },
    ],
  },
  bootstrap: { unit: "patient", resamples: 1000, seed: 1 },
  ms: 23.4,
};
