import { describe, expect, it } from "vitest";
import { quantile } from "../../../src/scoring/calibrated-threshold.ts";

const calibration = {
  unit: "σ",
  probabilities: [0, 0.5, 0.9, 1],
  quantiles: [0, 1, 2, 6],
  display: { lower: 0, upper: 1 },
};

describe("quantile", () => {
  it.each([
    [-1, 0],
    [0, 0],
    [0.25, 0.5],
    [0.9, 2],
    [0.95, 4],
    [1, 6],
    [2, 6],
  ])("of %f is %f", (probability, expected) => {
    expect(quantile(calibration, probability)).toBeCloseTo(expected);
  });
});
