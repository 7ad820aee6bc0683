import { describe, expect, it } from "vitest";
import { kolmogorovSmirnov } from "../../../src/evaluation/kolmogorov-smirnov.ts";

const steps = (count: number, shift = 0) =>
  Array.from({ length: count }, (_, index) => index / count + shift);

describe("kolmogorovSmirnov", () => {
  it("finds nothing between equal samples, and everything between separate ones", () => {
    expect(kolmogorovSmirnov(steps(50), steps(50))).toEqual({ distance: 0, pValue: 1 });
    const apart = kolmogorovSmirnov(steps(50), steps(50, 2));
    expect(apart.distance).toBe(1);
    expect(apart.pValue).toBeLessThan(1e-12);
  });

  it("gives the distance of the distribution functions, also with ties", () => {
    expect(kolmogorovSmirnov([1, 2, 3, 4], [3, 4, 5, 6]).distance).toBe(0.5);
    expect(kolmogorovSmirnov([1, 1, 1, 2], [1, 2, 2, 2]).distance).toBe(0.5);
  });

  it("has Kolmogorov's critical value: 1.358 at 5 %", () => {
    // 1.358 = (√(n/2) + 0.12 + 0.11/√(n/2)) · distance
    const root = Math.sqrt(5000);
    const shift = 1.358 / (root + 0.12 + 0.11 / root);
    expect(kolmogorovSmirnov(steps(10_000), steps(10_000, shift)).pValue).toBeCloseTo(0.05, 2);
  });

  it("weighs samples of one patient as one", () => {
    const all = kolmogorovSmirnov(steps(200), steps(200, 0.2));
    const patients = kolmogorovSmirnov(steps(200), steps(200, 0.2), [10, 10]);
    expect(patients.distance).toBe(all.distance);
    expect(all.pValue).toBeLessThan(0.01);
    expect(patients.pValue).toBeGreaterThan(0.5);
  });
});
