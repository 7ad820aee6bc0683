import { describe, expect, it } from "vitest";
import { imageFeatures } from "../../../../src/evaluation/sample-quality/image-features.ts";

const side = 32;
const image = (value: (row: number, column: number) => number, length = side) => ({
  pixels: Float32Array.from({ length: length * length }, (_, index) =>
    value(Math.floor(index / length), index % length),
  ),
  height: length,
  width: length,
});
const layoutTerms = 15;

describe("imageFeatures", () => {
  it("has the mean alone for a flat image", () => {
    const features = imageFeatures(image(() => 0.25));
    expect(features).toHaveLength(27);
    expect(features[0]).toBeCloseTo(2.5, 12);
    for (const term of features.subarray(1, layoutTerms)) expect(term).toBeCloseTo(0, 12);
    for (const detail of features.subarray(layoutTerms)) expect(detail).toBeCloseTo(Math.log(1e-3), 12);
  });

  it("finds a cosine in its own term", () => {
    const wave = image((row) => 0.5 + 0.2 * Math.cos((Math.PI * 2 * (row + 0.5)) / side));
    const features = imageFeatures(wave);
    expect(features[0]).toBeCloseTo(5, 6);
    // Order 2 down, 0 across: its root mean square is 0.2 / sqrt(2).
    expect(features[2]).toBeCloseTo((10 * 0.2) / Math.SQRT2, 6);
    for (const term of [1, 3, 4, 5, 9]) expect(features[term]).toBeCloseTo(0, 6);
  });

  it("finds stripes of one pixel in the finest octave, by their direction", () => {
    const details = (value: (row: number, column: number) => number) =>
      Array.from(
        imageFeatures(image(value)).subarray(layoutTerms, layoutTerms + 6),
        (log) => Math.exp(log) - 1e-3,
      );
    const expected = (at: number) => Array.from({ length: 6 }, (_, index) => (index === at ? 0.3 : 0));
    const columns = details((_, column) => 0.3 + 0.3 * (-1) ** column);
    const rows = details((row) => 0.3 + 0.3 * (-1) ** row);
    const chequers = details((row, column) => 0.3 + 0.3 * (-1) ** (row + column));
    for (const [at, found] of [columns, rows, chequers].entries()) {
      for (const [index, value] of expected(at).entries()) expect(found[index]).toBeCloseTo(value, 6);
    }
  });

  it("gives the layout the same numbers at another size", () => {
    const of = (length: number) =>
      imageFeatures(image((row) => 0.5 + 0.2 * Math.cos((Math.PI * (row + 0.5)) / length), length));
    const [small, large] = [of(32).subarray(0, layoutTerms), of(64).subarray(0, layoutTerms)];
    for (const [index, term] of small.entries()) expect(large[index]).toBeCloseTo(term, 6);
  });

  it("refuses images that are too small", () => {
    expect(() => imageFeatures(image(() => 0, 8))).toThrow(RangeError);
  });
});
