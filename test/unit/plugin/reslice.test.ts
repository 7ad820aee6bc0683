import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Point3 } from "../../../plugin/cornerstone/host.ts";
import { reslice, type SliceMap } from "../../../plugin/cornerstone/reslice.ts";
import type { Affine } from "../../../src/imaging/affine.ts";

const identity: Affine = { scaleColumn: 1, scaleRow: 1, offsetColumn: 0, offsetRow: 0 };
const real = (min: number, max: number) => fc.double({ min, max, noNaN: true });

/** Linear in the slice's pixels, so that any right interpolation gives it back exactly. */
function linear(slice: number, affine: Affine, [height, width] = [24, 20]): SliceMap {
  const values = new Float32Array(height * width);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const c = affine.scaleColumn * column + affine.offsetColumn;
      const r = affine.scaleRow * row + affine.offsetRow;
      values[row * width + column] = plane(c, r, slice);
    }
  }
  return { values, height, width, affine };
}
const plane = (column: number, row: number, slice: number) => 5 + 0.3 * column - 0.2 * row + 1.7 * slice;

const at = (point: Point3, slices: readonly (SliceMap | undefined)[], background = 0) =>
  reslice({
    grid: { start: point, right: [0, 0, 0], down: [0, 0, 0], columns: 1, rows: 1 },
    slices,
    background,
  })[0]!;

describe("reslice", () => {
  it("is linear between the pixels and the slices, each slice with a crop of its own", () => {
    const crops = fc.array(
      fc.record({
        scaleColumn: real(0.9, 2),
        scaleRow: real(0.9, 2),
        offsetColumn: real(-3, 3),
        offsetRow: real(-3, 3),
      }),
      { minLength: 2, maxLength: 5 },
    );
    fc.assert(
      fc.property(crops, real(0, 1), real(4, 12), real(4, 12), (affines, s, column, row) => {
        const slices = affines.map((affine, slice) => linear(slice, affine));
        const depth = s * (slices.length - 1);
        expect(at([column, row, depth], slices)).toBeCloseTo(plane(column, row, depth), 3);
      }),
    );
  });

  it("fills a grid row by row along its steps, across slices too", () => {
    const slices = [0, 1, 2].map((slice) => linear(slice, identity));
    const grid = {
      start: [3, 4, 0.25],
      right: [0.5, 0, 0.5],
      down: [0, 2, 0.25],
      columns: 3,
      rows: 2,
    } as const;
    const expected = [0, 1].flatMap((r) =>
      [0, 1, 2].map((c) => plane(3 + 0.5 * c, 4 + 2 * r, 0.25 + 0.5 * c + 0.25 * r)),
    );
    const actual = [...reslice({ grid: grid as never, slices, background: 0 })];
    for (const [index, value] of actual.entries()) expect(value).toBeCloseTo(expected[index]!, 4);
  });

  it("shows a slice that stands alone half the way to where others will come", () => {
    const slices = [undefined, linear(1, identity), undefined];
    expect(at([5, 5, 1.4], slices)).toBeCloseTo(plane(5, 5, 1), 4);
    expect(at([5, 5, 0.6], slices)).toBeCloseTo(plane(5, 5, 1), 4);
    expect(at([5, 5, 1.6], slices)).toBeNaN();
    expect(at([5, 5, 0], slices)).toBeNaN();
  });

  it("ends with the first and last slice, and is the background beyond the crop and outside the foreground", () => {
    const zeros: SliceMap = { ...linear(0, identity), values: new Float32Array(24 * 20) };
    expect(at([5, 5, -0.01], [zeros])).toBeNaN();
    expect(at([5, 5, 0.01], [zeros])).toBeNaN();
    expect(at([5, 5, 0], [zeros], -2)).toBe(-2);
    expect(at([19.4, 5, 0], [linear(0, identity)], -2)).not.toBe(-2);
    expect(at([19.6, 5, 0], [linear(0, identity)], -2)).toBe(-2);
    expect(at([-0.6, 5, 0], [linear(0, identity)], -2)).toBe(-2);
  });

  it("smooths across slices alone, by the share of each in a Gaussian", () => {
    const spike = [0, 0, 0, 1, 0, 0, 0].map((value) => ({
      ...linear(0, identity),
      values: new Float32Array(24 * 20).fill(value),
    }));
    const smoothed = (depth: number, smoothing: number, slices: readonly (SliceMap | undefined)[] = spike) =>
      reslice({
        grid: { start: [5, 5, depth], right: [0, 0, 0], down: [0, 0, 0], columns: 1, rows: 1 },
        slices,
        background: 0,
        smoothing,
      })[0]!;
    const weight = (away: number) => Math.exp(-(away ** 2) / 2);
    const total = weight(0) + 2 * (weight(1) + weight(2) + weight(3));
    for (const away of [0, 1, 2]) {
      const expected = weight(away) / total;
      expect(smoothed(3 + away, 1)).toBeCloseTo(expected, 2);
      expect(smoothed(3 - away, 1)).toBeCloseTo(expected, 2);
    }
    expect(smoothed(3.5, 1)).toBeCloseTo((weight(0) + weight(1)) / 2 / total, 2);
    // A slice that has not come yet neither counts nor is invented.
    expect(smoothed(3, 1, spike.with(2, undefined as never))).toBeGreaterThan(smoothed(3, 1));
    expect(smoothed(2, 1, spike.with(2, undefined as never))).toBeNaN();
  });

  it("leaves a map that is the same in all slices as it is, however it is smoothed", () => {
    fc.assert(
      fc.property(real(0.05, 5), real(0, 4), real(2, 16), real(2, 16), (smoothing, depth, column, row) => {
        const slices = Array.from({ length: 5 }, () => linear(0, identity));
        const [value] = reslice({
          grid: { start: [column, row, depth], right: [0, 0, 0], down: [0, 0, 0], columns: 1, rows: 1 },
          slices,
          background: 0,
          smoothing,
        });
        expect(value).toBeCloseTo(plane(column, row, 0), 3);
      }),
    );
  });
});
