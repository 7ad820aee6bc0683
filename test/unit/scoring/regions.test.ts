import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findRegions } from "../../../src/scoring/regions.ts";
import { identity } from "./fixtures.ts";

const map = Float32Array.from(
  [
    [0, 0, 0, 0, 0, 0],
    [0, 2, 0, 0, 0, 3],
    [0, 0, 4, 0, 0, 0],
    [0, 0, 0, 0, 0, 0],
  ].flat(),
);

describe("findRegions, by hand", () => {
  it("joins diagonal neighbours and measures in the image", () => {
    const regions = findRegions({
      map,
      height: 4,
      width: 6,
      affine: { scaleColumn: 2, scaleRow: 3, offsetColumn: 10, offsetRow: 20 },
      spacing: { row: 0.5, column: 0.25 },
      threshold: 1,
      minimumPixels: 1,
    });
    expect(regions).toEqual([
      {
        id: 1,
        areaPixels: 12,
        areaMm2: 1.5,
        peak: 4,
        mean: 3,
        peakPoint: { column: 14, row: 26 },
        centroid: { column: 2 * (10 / 6) + 10, row: 3 * (10 / 6) + 20 },
        bounds: { left: 11, top: 21.5, right: 15, bottom: 27.5 },
      },
      {
        id: 2,
        areaPixels: 6,
        areaMm2: 0.75,
        peak: 3,
        mean: 3,
        peakPoint: { column: 20, row: 23 },
        centroid: { column: 20, row: 23 },
        bounds: { left: 19, top: 21.5, right: 21, bottom: 24.5 },
      },
    ]);
  });

  it("does not join across the right and left border", () => {
    const wrapped = Float32Array.of(0, 0, 1, 1, 0, 0);
    const options = { map: wrapped, height: 2, width: 3, affine: identity, threshold: 0.5, minimumPixels: 1 };
    expect(findRegions(options)).toHaveLength(2);
  });

  it("leaves out what is smaller than the minimum, has no mm² without spacing, and takes only what is above", () => {
    const options = { map, height: 4, width: 6, affine: identity, threshold: 1 };
    expect(findRegions({ ...options, minimumPixels: 2 }).map(({ peak }) => peak)).toEqual([4]);
    expect(findRegions({ ...options, minimumPixels: 2 })[0]).not.toHaveProperty("areaMm2");
    expect(findRegions({ ...options, threshold: 4, minimumPixels: 1 })).toEqual([]);
    expect(findRegions(options)).toEqual([]);
  });
});

describe("findRegions, whatever the map", () => {
  const [height, width] = [9, 7];
  const maps = fc
    .array(fc.integer({ min: 0, max: 5 }), { minLength: height * width, maxLength: height * width })
    .map((values) => Float32Array.from(values));
  const find = (values: Float32Array, threshold: number) =>
    findRegions({ map: values, height, width, affine: identity, threshold, minimumPixels: 1 });

  it("covers exactly the pixels above the threshold", () => {
    fc.assert(
      fc.property(maps, fc.integer({ min: 0, max: 5 }), (values, threshold) => {
        const area = find(values, threshold).reduce((sum, region) => sum + region.areaPixels, 0);
        expect(area).toBe(values.filter((value) => value > threshold).length);
      }),
    );
  });

  it("never grows with the threshold: each region lies within one of the lower threshold", () => {
    fc.assert(
      fc.property(maps, fc.integer({ min: 0, max: 4 }), (values, threshold) => {
        const lower = find(values, threshold);
        for (const region of find(values, threshold + 1)) {
          const container = lower.find(
            ({ bounds, peak }) =>
              bounds.left <= region.bounds.left &&
              bounds.right >= region.bounds.right &&
              bounds.top <= region.bounds.top &&
              bounds.bottom >= region.bounds.bottom &&
              peak >= region.peak,
          );
          expect(container).toBeDefined();
          expect(container!.areaPixels).toBeGreaterThanOrEqual(region.areaPixels);
        }
      }),
    );
  });

  it("is disjoint: removing one region leaves exactly the others", () => {
    fc.assert(
      fc.property(maps, (values) => {
        const regions = find(values, 2);
        fc.pre(regions.length > 1);
        const rest = erase(values, regions[0]!.peakPoint, 2);
        const strip = (list: typeof regions) => list.map(({ id: _id, ...region }) => region);
        expect(strip(find(rest, 2))).toEqual(strip(regions.slice(1)));
      }),
    );
  });

  it("has peak and centroid inside the bounds, and falling peaks", () => {
    fc.assert(
      fc.property(maps, (values) => {
        const regions = find(values, 1);
        regions.forEach((region, index) => {
          expect(region.id).toBe(index + 1);
          if (index > 0) expect(region.peak).toBeLessThanOrEqual(regions[index - 1]!.peak);
          expect(region.mean).toBeLessThanOrEqual(region.peak);
          for (const point of [region.peakPoint, region.centroid]) {
            expect(point.column).toBeGreaterThan(region.bounds.left);
            expect(point.column).toBeLessThan(region.bounds.right);
            expect(point.row).toBeGreaterThan(region.bounds.top);
            expect(point.row).toBeLessThan(region.bounds.bottom);
          }
        });
      }),
    );
  });

  function erase(
    values: Float32Array,
    point: { column: number; row: number },
    threshold: number,
  ): Float32Array {
    const result = values.slice();
    const clear = (row: number, column: number): void => {
      if (row < 0 || column < 0 || row >= height || column >= width) return;
      if (!(result[row * width + column]! > threshold)) return;
      result[row * width + column] = 0;
      for (let y = -1; y <= 1; y++) for (let x = -1; x <= 1; x++) clear(row + y, column + x);
    };
    clear(point.row, point.column);
    return result;
  }
});
