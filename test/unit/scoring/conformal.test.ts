import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { conformalThreshold, pValue } from "../../../src/scoring/conformal.ts";

const scores = fc
  .array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 200 })
  .map((values) => values.toSorted((a, b) => a - b));

describe("pValue", () => {
  it("counts the healthy images that score at least as high", () => {
    const healthy = [1, 2, 2, 3];
    expect(pValue(healthy, 0)).toBe(1);
    expect(pValue(healthy, 2)).toBe(4 / 5);
    expect(pValue(healthy, 2.5)).toBe(2 / 5);
    expect(pValue(healthy, 4)).toBe(1 / 5);
  });

  it("lies in (0, 1] and never rises with the score", () => {
    fc.assert(
      fc.property(scores, fc.double({ noNaN: true }), fc.double({ noNaN: true }), (healthy, a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        const p = pValue(healthy, low);
        expect(p).toBeGreaterThan(0);
        expect(p).toBeLessThanOrEqual(1);
        expect(pValue(healthy, high)).toBeLessThanOrEqual(p);
      }),
    );
  });

  it("is valid: of exchangeable images at most a share a has p <= a", () => {
    fc.assert(
      fc.property(scores, fc.double({ min: 0, max: 1, noNaN: true }), (all, share) => {
        const values = all.map((score, left) =>
          pValue(
            all.filter((_, index) => index !== left),
            score,
          ),
        );
        expect(values.filter((p) => p <= share).length).toBeLessThanOrEqual(share * all.length + 1e-9);
      }),
    );
  });
});

describe("conformalThreshold", () => {
  it("is the ceil((n + 1)(1 - rate))-th healthy score", () => {
    const healthy = Array.from({ length: 99 }, (_, index) => index + 1);
    expect(conformalThreshold(healthy, 0.05)).toBe(95);
    expect(conformalThreshold(healthy, 0.5)).toBe(50);
    expect(conformalThreshold([1, 2, 3], 0.05)).toBe(3);
  });

  it("agrees with the p-value: above the threshold means p <= rate, where there are enough images", () => {
    fc.assert(
      fc.property(scores, fc.double({ min: 0.01, max: 0.5, noNaN: true }), (healthy, rate) => {
        fc.pre((healthy.length + 1) * rate >= 1);
        const threshold = conformalThreshold(healthy, rate);
        for (const score of healthy) {
          if (score > threshold) expect(pValue(healthy, score)).toBeLessThanOrEqual(rate + 1e-9);
          else expect(pValue(healthy, score)).toBeGreaterThan(rate - 1 / (healthy.length + 1));
        }
      }),
    );
  });
});
