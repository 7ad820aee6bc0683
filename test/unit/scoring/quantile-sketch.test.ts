import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { QuantileSketch } from "../../../src/scoring/quantile-sketch.ts";

describe("QuantileSketch", () => {
  it("gives every quantile of a stream within 0.05 % of its value", () => {
    fc.assert(
      fc.property(
        fc.array(fc.float({ min: -1e4, max: 1e4, noNaN: true }), { minLength: 1, maxLength: 300 }),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 8 }),
        (values, shares) => {
          const sketch = new QuantileSketch();
          for (const value of values) sketch.add(value);
          const sorted = values.toSorted((a, b) => a - b);
          const probabilities = shares.toSorted((a, b) => a - b);
          sketch.quantiles(probabilities).forEach((quantile, index) => {
            const rank = Math.max(1, Math.ceil(probabilities[index]! * values.length - 1e-9));
            const exact = sorted[rank - 1]!;
            expect(Math.abs(quantile - exact)).toBeLessThanOrEqual(Math.abs(exact) * 5.1e-4 + 1e-6);
          });
        },
      ),
    );
  });

  it("has the exact extremes, and ascends", () => {
    const sketch = new QuantileSketch();
    for (const value of [0.123456, -7.7, 0, 3.3333]) sketch.add(value);
    expect(sketch.quantiles([0, 1])).toEqual([-7.7, 3.3333]);
    const quantiles = sketch.quantiles([0, 0.2, 0.4, 0.6, 0.8, 1]);
    expect(quantiles).toEqual(quantiles.toSorted((a, b) => a - b));
    expect(sketch.count).toBe(4);
  });

  it("has no quantile of nothing", () => {
    expect(() => new QuantileSketch().quantile(0.5)).toThrow(RangeError);
  });
});
