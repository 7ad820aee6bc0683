import type { EngineResult } from "../../../src/inference/engine.ts";

/** A result whose anomaly map has `pixels` pixels. */
export function makeResult(pixels: number): EngineResult {
  return {
    model: { id: "tiny", version: "1.0.0", sha256: "0".repeat(64) },
    applicability: { outcome: "applies", reasons: [] },
    height: 1,
    width: pixels,
    affine: { scaleColumn: 1, scaleRow: 1, offsetColumn: 0, offsetRow: 0 },
    maps: { anomaly: new Float32Array(pixels) },
    scores: { anomaly: { value: 1, pValue: 0.5 } },
    klPerDimension: new Float32Array(4),
    regions: [],
    threshold: 1,
    backend: "cpu",
    ms: 1,
  };
}
