import type { Affine, PixelPoint } from "../../../../src/imaging/affine.ts";
import type { Frame } from "../../../../src/imaging/frame.ts";
import type { Engine, EngineResult, LoadedModel, ScoreOptions } from "../../../../src/inference/engine.ts";
import { findRegions } from "../../../../src/scoring/regions.ts";
import type { ResultApplicability } from "../../../../src/scoring/result.ts";

/** A result the test has written down, so that where it must be seen is known exactly. */
export interface KnownResult {
  readonly affine: Affine;
  readonly height: number;
  readonly width: number;
  readonly map: Float32Array;
  /** Instead of `map` as the anomaly map. */
  readonly maps?: EngineResult["maps"];
  readonly applicability?: ResultApplicability;
  /** [height, width], normalised. */
  readonly reconstruction?: Float32Array;
}

export const model: LoadedModel = {
  identity: { id: "known", version: "1.0.0", sha256: "0".repeat(64) },
  name: "Known",
  description: "Maps written down by the test",
  licence: "MIT",
  height: 32,
  width: 24,
  latentSize: 1,
  maps: {
    anomaly: {
      unit: "σ",
      probabilities: [0, 0.99, 1],
      quantiles: [0, 0.5, 1],
      display: { lower: 0, upper: 2 },
    },
  },
  threshold: { falsePositivePixels: 0.01, value: 0.5 },
  imageThreshold: { falsePositiveRate: 0.05, value: 1 },
  population: { description: "none", images: 20, patients: 20 },
  cardUrl: "about:blank",
};

export interface KnownEngine extends Engine {
  /** Frames asked for, in order. */
  readonly asked: readonly Frame[];
  /** Signals of the requests, in the same order. */
  readonly signals: readonly (AbortSignal | undefined)[];
}

/** @param answer may wait, to answer late or out of order, and may throw */
export function knownEngine(
  answer: (frame: Frame, options: ScoreOptions) => KnownResult | Promise<KnownResult>,
  maps: LoadedModel["maps"] = model.maps,
): KnownEngine {
  const asked: Frame[] = [];
  const signals: (AbortSignal | undefined)[] = [];
  return {
    backend: undefined,
    asked,
    signals,
    load: async () => ({ ...model, maps }),
    async score(frame, _model, options = {}) {
      asked.push(frame);
      signals.push(options.signal);
      return toResult(await answer(frame, options));
    },
    dispose() {},
  };
}

function toResult({
  affine,
  height,
  width,
  map,
  maps,
  applicability,
  reconstruction,
}: KnownResult): EngineResult {
  const threshold = model.threshold.value;
  return {
    model: model.identity,
    applicability: applicability ?? { outcome: "applies", reasons: [] },
    height,
    width,
    affine,
    maps: maps ?? { anomaly: map },
    ...(reconstruction ? { reconstruction } : {}),
    scores: { anomaly: { value: 1.5, pValue: 0.05 } },
    klPerDimension: new Float32Array(1),
    regions: findRegions({ map, height, width, affine, threshold }),
    threshold,
    backend: "cpu",
    ms: 1,
  };
}

/** A map with one smooth spot, `spot` in the map's own pixels. */
export function spotMap(
  height: number,
  width: number,
  spot: PixelPoint,
  peak = 1.8,
  sigma = 1.6,
): Float32Array {
  const map = new Float32Array(height * width);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const squared = (row - spot.row) ** 2 + (column - spot.column) ** 2;
      map[row * width + column] = peak * Math.exp(-squared / (2 * sigma ** 2));
    }
  }
  return map;
}
