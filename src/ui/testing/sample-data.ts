import type { BackendChoice, EngineResult, LoadedModel } from "../../inference/engine.ts";
import type { Region } from "../../scoring/result.ts";
import type { OverlayStyle } from "../panel-data.ts";

/** Data as the engine gives it, for tests of the elements. */
export const sampleModel: LoadedModel = {
  identity: { id: "brain-flair", version: "1.0.0", sha256: "3fa9c1d2".padEnd(64, "0") },
  name: "Brain FLAIR",
  description: "Axial FLAIR images of the brain",
  licence: "MIT",
  height: 128,
  width: 128,
  latentSize: 64,
  maps: {
    anomaly: {
      unit: "σ",
      probabilities: [0, 0.5, 0.995, 1],
      quantiles: [0, 0.1, 1.12, 4],
      display: { lower: 0, upper: 3 },
    },
    residual: {
      unit: "normalised",
      probabilities: [0, 0.99, 1],
      quantiles: [0, 0.2, 0.4],
      display: { lower: 0, upper: 0.5 },
    },
  },
  threshold: { falsePositivePixels: 0.005, value: 1.12 },
  imageThreshold: { falsePositiveRate: 0.05, value: 1.33 },
  klPerDimension: { lower: new Array(64).fill(0), upper: new Array(64).fill(4) },
  population: { description: "Tumour-free slices", images: 199, patients: 20 },
  cardUrl: "/assets/models/brain-flair/CARD.md",
};

export const sampleBackend: BackendChoice = {
  name: "wasm",
  reason: "fastest",
  device: "SwiftShader",
  warmUpMs: { webgl: 480, wasm: 40 },
};

export const sampleStyle: OverlayStyle = {
  map: "anomaly",
  opacity: 0.6,
  colormap: "inferno",
  threshold: "calibrated",
  drawing: "filled",
};

export const sampleRegions: readonly Region[] = [
  {
    id: 1,
    areaMm2: 213.4,
    areaPixels: 340,
    peak: 3.14,
    mean: 1.9,
    peakPoint: { column: 80, row: 90 },
    centroid: { column: 81, row: 91 },
    bounds: { left: 70, top: 80, right: 92, bottom: 101 },
  },
  {
    id: 2,
    areaPixels: 41,
    peak: 1.4,
    mean: 1.2,
    peakPoint: { column: 30, row: 40 },
    centroid: { column: 30, row: 40 },
    bounds: { left: 27, top: 37, right: 33, bottom: 43 },
  },
];

export const sampleResult: EngineResult = {
  model: sampleModel.identity,
  applicability: { outcome: "applies", reasons: [] },
  height: 128,
  width: 128,
  affine: { scaleColumn: 2, scaleRow: 2, offsetColumn: 0, offsetRow: 0 },
  maps: {},
  scores: {
    anomaly: { value: 2.31, pValue: 0.03 },
    kl: { value: 88, pValue: 0.62 },
  },
  klPerDimension: new Float32Array(64),
  regions: sampleRegions,
  threshold: 1.12,
  backend: "wasm",
  ms: 41.6,
};

export const cautionResult: EngineResult = {
  ...sampleResult,
  applicability: {
    outcome: "caution",
    reasons: [
      {
        code: "contrast",
        message: "This looks like proton density; the model was trained on FLAIR.",
        details: { expected: "FLAIR", found: "proton density" },
      },
    ],
  },
};
