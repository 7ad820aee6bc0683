import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { averagePrecision } from "../../../src/evaluation/metrics.ts";
import {
  binCount,
  binOf,
  countHealthy,
  countPixels,
  PixelCounts,
  weightedSum,
} from "../../../src/evaluation/pixel-counts.ts";
import { dice, pixelMetrics } from "../../../src/evaluation/pixel-metrics.ts";

describe("binOf", () => {
  it("never falls with the value, and keeps all within range", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), fc.double({ noNaN: true }), (a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        expect(binOf(low)).toBeLessThanOrEqual(binOf(high));
        expect(binOf(high)).toBeLessThan(binCount);
        expect(binOf(low)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it("tells 2 % apart, negative values from zero, and zero from positive ones", () => {
    for (const value of [0.01, 0.5, 1.1, 7]) expect(binOf(value * 1.02)).toBeGreaterThan(binOf(value));
    for (const value of [-0.01, -1.4]) expect(binOf(value * 1.1)).toBeLessThan(binOf(value));
    expect(binOf(-0.01)).toBeLessThan(binOf(0));
    expect(binOf(1e-9)).toBe(binOf(0) + 1);
  });

  it("puts what is not on the foreground below everything", () => {
    expect(binOf(Number.NaN)).toBe(0);
    expect(binOf(Number.NEGATIVE_INFINITY)).toBe(1);
  });
});

describe("pixelMetrics, by hand", () => {
  // Two lesions (of 1 and of 2 pixels), found at 4 and at (2, 0); false alarms at 3 and 1.
  const map = Float32Array.from(
    [
      [4, 0, 0, 0],
      [0, 0, 2, 3],
      [0, 0, 0, 1],
    ].flat(),
  );
  const mask = Uint8Array.from(
    [
      [1, 0, 0, 0],
      [0, 0, 1, 0],
      [0, 0, 1, 0],
    ].flat(),
  );
  const counts = new PixelCounts();
  countPixels(counts, { map, mask, rows: 3, columns: 4, threshold: 1.5 });
  const healthy = Float32Array.of(2, 1, 1, 9);
  countHealthy(
    counts,
    { map: healthy, mask: Uint8Array.of(1, 1, 1, 1), shown: Uint8Array.of(1, 1, 0, 0) },
    1.5,
  );
  countHealthy(
    counts,
    { map: healthy, mask: Uint8Array.of(1, 1, 1, 1), shown: Uint8Array.of(0, 1, 0, 0) },
    1.5,
  );
  const values = pixelMetrics(counts);

  it("gives average precision and Dice over the pixels", () => {
    expect(values.ap).toBeCloseTo((1 + 2 / 3 + 3 / 12) / 3, 10);
    expect(values.ap).toBeCloseTo(averagePrecision(map, mask), 10);
    // At 2: two found, one false alarm, one missed.
    expect(values.diceBest).toBeCloseTo(4 / 6, 10);
    expect(values.diceCalibrated).toBeCloseTo(4 / 6, 10);
  });

  it("gives the per-region overlap up to a false-positive rate of 0.3, each lesion counting once", () => {
    // (fpr, pro): (0, 0) (0, 1/2) (1/9, 1/2) (1/9, 3/4) (2/9, 3/4) (1, 1).
    const slope = 0.25 / (7 / 9);
    const rest = 0.3 - 2 / 9;
    const area = 1 / 18 + 1 / 12 + rest * (0.75 + (slope * rest) / 2);
    expect(values.aupro).toBeCloseTo(area / 0.3, 10);
  });

  it("takes the false-positive rate from the foreground alone", () => {
    const withAir = new PixelCounts();
    const air = new Float32Array(12).fill(Number.NaN);
    const padded = {
      map: Float32Array.from([...map, ...air]),
      mask: Uint8Array.from([...mask, ...new Array(12).fill(0)]),
    };
    countPixels(withAir, { ...padded, rows: 6, columns: 4, threshold: 1.5 });
    expect(pixelMetrics(withAir).aupro).toBeCloseTo(values.aupro, 10);
    expect(pixelMetrics(withAir).diceBest).toBeCloseTo(values.diceBest, 10);
    expect(pixelMetrics(withAir).ap).toBeCloseTo(values.ap, 10);
  });

  it("counts a lesion that is not on the foreground as missed", () => {
    const missed = new PixelCounts();
    const hidden = Float32Array.of(Number.NaN, 2, 0, 0);
    countPixels(missed, { map: hidden, mask: Uint8Array.of(1, 1, 0, 0), rows: 1, columns: 4, threshold: 1 });
    expect(missed).toMatchObject({ truePositives: 1, falseNegatives: 1, falsePositives: 0 });
    expect(pixelMetrics(missed).diceBest).toBeCloseTo(2 / 3, 10);
  });

  it("adds up by weights", () => {
    const twice = weightedSum([counts, counts, counts], [2, 0, 0]);
    const added = new PixelCounts();
    added.add(counts);
    added.add(counts);
    expect(twice).toEqual(added);
    expect(pixelMetrics(twice)).toEqual(values);
  });

  it("gives the false positives of healthy images", () => {
    expect(values.falsePositiveArea).toBeCloseTo((1 / 4 + 0) / 2, 10);
    expect(counts).toMatchObject({ healthyAbove: 1, healthyShown: 3 });
  });

  it("is not defined without lesions", () => {
    const empty = new PixelCounts();
    countPixels(empty, { map, mask: undefined, rows: 3, columns: 4, threshold: 1 });
    expect(pixelMetrics(empty).ap).toBeNaN();
    expect(pixelMetrics(empty).diceCalibrated).toBeNaN();
  });
});

describe("pixelMetrics, whatever the map", () => {
  it("agrees with the exact average precision and Dice where values differ by more than a bin", () => {
    const levels = fc.integer({ min: 0, max: 20 }).map((level) => (level === 0 ? 0 : 0.01 * 1.3 ** level));
    fc.assert(
      fc.property(fc.array(fc.tuple(levels, fc.boolean()), { minLength: 2, maxLength: 60 }), (pixels) => {
        fc.pre(pixels.some(([, marked]) => marked) && pixels.some(([, marked]) => !marked));
        const map = Float32Array.from(pixels, ([value]) => value);
        const mask = Uint8Array.from(pixels, ([, marked]) => (marked ? 1 : 0));
        const counts = new PixelCounts();
        const threshold = 0.05;
        countPixels(counts, { map, mask, rows: 1, columns: map.length, threshold });
        const values = pixelMetrics(counts);
        expect(values.ap).toBeCloseTo(averagePrecision(map, mask), 10);
        const at = (limit: number) =>
          dice(
            Array.from(map, (value) => value > limit),
            mask,
          );
        expect(values.diceCalibrated).toBeCloseTo(at(threshold), 10);
        expect(values.diceBest).toBeCloseTo(Math.max(at(-1), ...Array.from(map, at)), 10);
        expect(values.aupro).toBeGreaterThanOrEqual(0);
        expect(values.aupro).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe("dice", () => {
  it("is twice the overlap over the sum", () => {
    expect(dice([1, 1, 0, 0], [0, 1, 1, 1])).toBeCloseTo(2 / 5, 12);
    expect(dice([0, 0], [0, 0])).toBe(1);
    expect(dice([1, 0], [0, 0])).toBe(0);
    expect(() => dice([1], [1, 0])).toThrow(RangeError);
  });
});
