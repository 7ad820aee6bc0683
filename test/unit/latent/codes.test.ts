import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  betweenCodes,
  dimensionCodes,
  directionCodes,
  gridCodes,
  healthyCodes,
  latentActivity,
  posteriorCodes,
  principalDirections,
  priorCodes,
} from "../../../src/latent/codes.ts";
import { fitGaussian } from "../../../src/scoring/fit-gaussian.ts";
import { Random } from "../../../src/vae/random.ts";

describe("codes", () => {
  it("draws the same for the same seed, as wide as the temperature says", () => {
    const codes = priorCodes(4, 5000, 0.5, new Random(1));
    expect(priorCodes(4, 5000, 0.5, new Random(1))).toEqual(codes);
    const values = codes.flatMap((code) => [...code]);
    const variance = values.reduce((sum, value) => sum + value ** 2, 0) / values.length;
    expect(Math.sqrt(variance)).toBeCloseTo(0.5, 2);
  });

  it("draws around an image by its own spread", () => {
    const codes = posteriorCodes(
      { mean: [3, -1], logVariance: [0, 2 * Math.log(0.1)] },
      5000,
      1,
      new Random(2),
    );
    const spread = (index: number, centre: number) =>
      Math.sqrt(codes.reduce((sum, code) => sum + (code[index]! - centre) ** 2, 0) / codes.length);
    expect(spread(0, 3)).toBeCloseTo(1, 1);
    expect(spread(1, -1)).toBeCloseTo(0.1, 2);
  });

  it("draws with the mean and the covariance of healthy images", () => {
    const random = new Random(6);
    const images = Array.from({ length: 4000 }, () => {
      const shared = random.normal();
      return [3 + shared, -1 + 0.5 * shared + 0.1 * random.normal()];
    });
    const codes = healthyCodes(fitGaussian(images), 4000, 1, random).map((code) => [...code]);
    const moments = (rows: readonly (readonly number[])[]) => {
      const mean = [0, 1].map((column) => rows.reduce((sum, row) => sum + row[column]!, 0) / rows.length);
      const of = (a: number, b: number) =>
        rows.reduce((sum, row) => sum + (row[a]! - mean[a]!) * (row[b]! - mean[b]!), 0) / rows.length;
      return [...mean, of(0, 0), of(0, 1), of(1, 1)];
    };
    for (const [index, value] of moments(codes).entries()) {
      expect(Math.abs(value - moments(images)[index]!)).toBeLessThan(0.06);
    }
  });

  it("goes from one image exactly to the other", () => {
    const vector = fc.array(fc.float({ min: -5, max: 5, noNaN: true }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(vector, vector, fc.integer({ min: 2, max: 20 }), (from, to, count) => {
        const codes = betweenCodes(from, to, count);
        expect(codes).toHaveLength(count);
        for (const [index, value] of codes[0]!.entries()) expect(value).toBeCloseTo(from[index]!, 6);
        for (const [index, value] of codes.at(-1)!.entries()) expect(value).toBeCloseTo(to[index]!, 5);
      }),
    );
    expect(() => betweenCodes([0], [1], 1)).toThrow("two ends");
  });

  it("moves one dimension, one direction, or two", () => {
    expect(dimensionCodes([1, 2], 1, [-1, 0]).map((code) => [...code])).toEqual([
      [1, -1],
      [1, 0],
    ]);
    expect(directionCodes([1, 1], [0, 1], [2]).map((code) => [...code])).toEqual([[1, 3]]);
    const grid = gridCodes(
      [0, 0],
      [
        [1, 0],
        [0, 1],
      ],
      [-1, 1],
    );
    // Upwards on the page is upwards in the space.
    expect(grid.map((code) => [...code])).toEqual([
      [-1, 1],
      [1, 1],
      [-1, -1],
      [1, -1],
    ]);
  });

  it("finds the direction in which codes vary most", () => {
    const random = new Random(4);
    const vectors = Array.from({ length: 200 }, () => {
      const along = 3 * random.normal();
      return [along + 0.1 * random.normal(), along + 0.1 * random.normal()];
    });
    const [first] = principalDirections(vectors, 2);
    expect(Math.abs(first!.direction[0]!)).toBeCloseTo(Math.SQRT1_2, 1);
    expect(first!.explained).toBeGreaterThan(0.99);
    expect(first!.deviation).toBeCloseTo(3 * Math.SQRT2, 0);
  });

  it("orders dimensions by what they carry", () => {
    expect(
      latentActivity([
        [0, 2],
        [0.001, 4],
      ]),
    ).toEqual([
      { dimension: 1, nats: 3, isActive: true },
      { dimension: 0, nats: 0.0005, isActive: false },
    ]);
  });
});
