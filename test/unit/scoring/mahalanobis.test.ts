import { describe, expect, it } from "vitest";
import { fitGaussian } from "../../../src/scoring/fit-gaussian.ts";
import { ledoitWolf } from "../../../src/scoring/ledoit-wolf.ts";
import { mahalanobis, triangleLength } from "../../../src/scoring/mahalanobis.ts";
import { random } from "./fixtures.ts";

describe("ledoitWolf", () => {
  it("shrinks as the paper says, by hand", () => {
    // S = diag(2, 0.5), its scale 1.25; ‖S - 1.25 I‖² = 1.125; (mean ‖x‖⁴ - ‖S‖²) / n = (8.5 - 4.25) / 4.
    const { mean, covariance, shrinkage } = ledoitWolf([
      [5, 1],
      [1, 1],
      [3, 2],
      [3, 0],
    ]);
    expect([...mean]).toEqual([3, 1]);
    expect(shrinkage).toBeCloseTo(1.0625 / 1.125, 10);
    expect(covariance.get(0, 0)).toBeCloseTo((1 - shrinkage) * 2 + shrinkage * 1.25, 10);
    expect(covariance.get(1, 1)).toBeCloseTo((1 - shrinkage) * 0.5 + shrinkage * 1.25, 10);
    expect(covariance.get(0, 1)).toBe(0);
  });

  it("leaves a covariance that many samples show nearly as it is", () => {
    const next = random(5);
    const samples = Array.from({ length: 4000 }, () => {
      const shared = next() - 0.5;
      return [3 * shared, 3 * shared + (next() - 0.5), next() - 0.5];
    });
    const { covariance, shrinkage } = ledoitWolf(samples);
    expect(shrinkage).toBeLessThan(0.01);
    expect(covariance.get(0, 0)).toBeCloseTo(9 / 12, 1);
    expect(covariance.get(0, 1)).toBeCloseTo(9 / 12, 1);
    expect(covariance.get(1, 1)).toBeCloseTo(10 / 12, 1);
  });

  it("needs two samples", () => {
    expect(() => ledoitWolf([[1, 2]])).toThrow(RangeError);
  });
});

describe("mahalanobis", () => {
  it("is the distance in standard deviations, by hand", () => {
    // Precision [[2, 1], [1, 3]], difference (1, -1): 2 - 1 - 1 + 3.
    const distribution = { mean: [10, 20], precision: [2, 1, 3] };
    expect(mahalanobis(distribution, [11, 19])).toBeCloseTo(Math.sqrt(3), 12);
    expect(mahalanobis(distribution, [10, 20])).toBe(0);
  });

  it("of the samples a distribution was fitted to averages to their dimension", () => {
    const next = random(2);
    const samples = Array.from({ length: 500 }, () => {
      const [a, b, c] = [next(), next(), next()];
      return [a, a + 0.1 * b, 100 * c, b];
    });
    const distribution = fitGaussian(samples);
    expect(distribution.precision).toHaveLength(triangleLength(4));
    const squares = samples.map((sample) => mahalanobis(distribution, sample) ** 2);
    const mean = squares.reduce((sum, value) => sum + value, 0) / samples.length;
    // Shrinkage widens what varies least: a little below 4 for data of so different scales.
    expect(mean).toBeGreaterThan(1);
    expect(mean).toBeLessThan(4.01);
  });

  it("cannot be fitted to samples that are all alike", () => {
    expect(() => fitGaussian([[1], [1], [1]])).toThrow(RangeError);
  });
});
