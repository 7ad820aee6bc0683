import { describe, expect, it } from "vitest";
import { displayOf } from "../../../plugin/cornerstone/display-range.ts";
import { opacityNodes } from "../../../plugin/cornerstone/transfer-functions.ts";

const map = (lower: number, upper: number) => ({
  unit: "σ",
  probabilities: [0, 0.5, 0.9, 1],
  quantiles: [0, 1, 2, 6],
  display: { lower, upper },
});
const model = {
  maps: { anomaly: map(0, 4), residual: map(0, 3) },
  threshold: { falsePositivePixels: 0.05, value: 1.7 },
};

describe("displayOf", () => {
  it("takes range and threshold from the calibration", () => {
    expect(displayOf(model, "anomaly", "calibrated")).toEqual({
      range: { lower: 0, upper: 4 },
      threshold: 1.7,
    });
  });

  it("gives another map the threshold with the same share of healthy pixels above it", () => {
    expect(displayOf(model, "residual", "calibrated")?.threshold).toBeCloseTo(4);
  });

  it("takes a number as it is, and no threshold as none", () => {
    expect(displayOf(model, "residual", 0.3)?.threshold).toBe(0.3);
    expect(displayOf(model, "anomaly", "off")?.threshold).toBe(Number.NEGATIVE_INFINITY);
  });

  it("shows no map that was not calibrated", () => {
    expect(displayOf(model, "nll", "calibrated")).toBeUndefined();
  });

  it("says that the signed map counts both ways, with one threshold for both", () => {
    const signed = { ...map(-5, 5), probabilities: [0, 0.025, 0.975, 1], quantiles: [-6, -3, 2, 6] };
    const display = displayOf({ ...model, maps: { signed } }, "signed", "calibrated");
    expect(display).toEqual({ range: { lower: -5, upper: 5 }, threshold: 3, diverging: true });
  });
});

describe("opacityNodes", () => {
  const range = { lower: 1, upper: 5 };
  const nodes = (threshold: number) => opacityNodes({ range, threshold });

  it.each([Number.NEGATIVE_INFINITY, 0, 1, 2.5, 4.9, 5, 8])("rise in value with the threshold at %f", (t) => {
    const values = nodes(t).map(({ value }) => value);
    expect(values).toEqual([...values].sort((a, b) => a - b));
    expect(new Set(values).size).toBe(values.length);
  });

  it.each([Number.NEGATIVE_INFINITY, 0, 0.001, 1, 4.9, 8])(
    "are the same on both sides of zero for a map that counts both ways, threshold %f",
    (threshold) => {
      const both = opacityNodes({ range: { lower: -5, upper: 5 }, threshold, diverging: true });
      const values = both.map(({ value }) => value);
      expect(values).toEqual([...values].sort((a, b) => a - b));
      expect(new Set(values).size).toBe(values.length);
      expect(both.map(({ value, opacity }) => ({ value: 0 - value, opacity })).reverse()).toEqual(both);
      const hidden = both.filter(({ value }) => Math.abs(value) < threshold);
      expect(hidden.every(({ opacity }) => opacity === 0)).toBe(true);
      expect(both.find(({ value }) => value === 0)?.opacity).toBe(0);
    },
  );

  it.each([2.5, 4.9, 5, 8])("are 0 up to just below a threshold of %f, and not above", (t) => {
    const below = nodes(t).filter(({ value }) => value < t);
    expect(below.every(({ opacity }) => opacity === 0)).toBe(true);
    expect(t - below.at(-1)!.value).toBeLessThan(0.01);
    expect(
      nodes(t)
        .filter(({ value }) => value >= t)
        .every(({ opacity }) => opacity > 0),
    ).toBe(true);
  });
});
