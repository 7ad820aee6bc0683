import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Loop, maskLoops, regionLoops } from "../../../plugin/cornerstone/mask-outline.ts";
import { findRegions } from "../../../src/scoring/regions.ts";
import type { ImageResult } from "../../../src/scoring/result.ts";

/** Signed area; outer borders and holes have opposite signs. */
function area(loop: Loop): number {
  return (
    loop.reduce((sum, point, index) => {
      const next = loop[(index + 1) % loop.length]!;
      return sum + point.column * next.row - next.column * point.row;
    }, 0) / 2
  );
}

const masks = fc
  .record({ rows: fc.integer({ min: 1, max: 9 }), columns: fc.integer({ min: 1, max: 9 }) })
  .chain(({ rows, columns }) =>
    fc.record({
      rows: fc.constant(rows),
      columns: fc.constant(columns),
      mask: fc.uint8Array({ minLength: rows * columns, maxLength: rows * columns, max: 1 }),
    }),
  );

describe("maskLoops", () => {
  it("surrounds one pixel along its edges", () => {
    const mask = Uint8Array.of(0, 0, 0, 0, 0, 1);
    const [loop, ...rest] = maskLoops({ mask, rows: 2, columns: 3 });
    expect(rest).toEqual([]);
    expect(loop).toHaveLength(4);
    expect(loop).toEqual(
      expect.arrayContaining([
        { column: 1.5, row: 0.5 },
        { column: 2.5, row: 0.5 },
        { column: 2.5, row: 1.5 },
        { column: 1.5, row: 1.5 },
      ]),
    );
  });

  it("encloses exactly the mask's pixels: the areas of its loops add up", () => {
    fc.assert(
      fc.property(masks, (mask) => {
        const enclosed = maskLoops(mask).reduce((sum, loop) => sum + area(loop), 0);
        expect(enclosed).toBeCloseTo(mask.mask.reduce((sum, value) => sum + value, 0));
      }),
    );
  });

  it("turns at every point and runs along the pixels' edges", () => {
    fc.assert(
      fc.property(masks, (mask) => {
        for (const loop of maskLoops(mask)) {
          for (const [index, point] of loop.entries()) {
            const next = loop[(index + 1) % loop.length]!;
            const after = loop[(index + 2) % loop.length]!;
            expect(point.column === next.column).not.toBe(point.row === next.row);
            expect(point.column === next.column).not.toBe(next.column === after.column);
            expect(Math.abs(point.column % 1)).toBe(0.5);
          }
        }
      }),
    );
  });
});

describe("regionLoops", () => {
  const height = 6;
  const width = 8;
  const affine = { scaleColumn: 2, scaleRow: 3, offsetColumn: 10, offsetRow: 20 };
  /** Two blocks of 2 x 3 and 3 x 2 pixels, which touch nowhere. */
  const map = new Float32Array(height * width);
  for (const [row, column] of [
    [1, 1],
    [1, 2],
    [1, 3],
    [2, 1],
    [2, 2],
    [2, 3],
  ] as const) {
    map[row * width + column] = 2;
  }
  for (const [row, column] of [
    [3, 6],
    [3, 7],
    [4, 6],
    [4, 7],
    [5, 6],
    [5, 7],
  ] as const) {
    map[row * width + column] = 3;
  }
  const regions = findRegions({ map, height, width, affine, threshold: 1 });
  const result = { height, width, affine, threshold: 1, maps: { anomaly: map } } as unknown as ImageResult;

  it("outlines one region in image pixels, without the others", () => {
    expect(regions.map(({ peak }) => peak)).toEqual([3, 2]);
    for (const region of regions) {
      const [loop, ...rest] = regionLoops(result, region);
      expect(rest).toEqual([]);
      const columns = loop!.map(({ column }) => column);
      const rows = loop!.map(({ row }) => row);
      expect({
        left: Math.min(...columns),
        right: Math.max(...columns),
        top: Math.min(...rows),
        bottom: Math.max(...rows),
      }).toEqual(region.bounds);
    }
  });

  it("falls back on the bounding box where the result holds no map", () => {
    const [loop] = regionLoops({ ...result, maps: {} }, regions[0]!);
    expect(Math.abs(area(loop!))).toBeCloseTo(6 * 2 * 3);
  });
});
