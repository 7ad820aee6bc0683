import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contoursOf } from "../../../plugin/cornerstone/contours.ts";
import type { Display } from "../../../plugin/cornerstone/display-range.ts";

const [height, width] = [24, 32];
const display: Display = { range: { lower: 0, upper: 3 }, threshold: 1 };
const cone = (column: number, row: number, radius: number, sign = 1) =>
  Float32Array.from({ length: height * width }, (_, index) => {
    const distance = Math.hypot((index % width) - column, Math.floor(index / width) - row);
    return sign * Math.max(0, 2 - distance / radius);
  });

describe("contoursOf", () => {
  it("lies where the map, linear between its pixels, crosses the threshold", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 10, max: 20, noNaN: true }),
        fc.double({ min: 9, max: 14, noNaN: true }),
        fc.double({ min: 2, max: 3.5, noNaN: true }),
        (column, row, radius) => {
          const values = cone(column, row, radius);
          const [contour] = contoursOf({ values, height, width, display, colours: "viridis" });
          expect(contour!.loops).toHaveLength(1);
          // The cone is 1 at one radius from its tip; linear interpolation of it is off by less than a fifth of a pixel.
          for (const point of contour!.loops[0]!) {
            expect(Math.hypot(point.column - column, point.row - row)).toBeCloseTo(radius, 0);
            expect(Math.abs(Math.hypot(point.column - column, point.row - row) - radius)).toBeLessThan(0.2);
          }
        },
      ),
    );
  });

  it("is closed at the map's border and around what is not there", () => {
    const values = new Float32Array(height * width).fill(2);
    values.fill(Number.NaN, 0, width);
    const [contour] = contoursOf({ values, height, width, display, colours: "inferno" });
    const rows = contour!.loops.flat().map(({ row }) => row);
    expect(Math.min(...rows)).toBeGreaterThan(-0.5);
    expect(Math.max(...rows)).toBe(height - 0.5);
  });

  it("goes around both sides of a map that counts both ways, in two colours", () => {
    const both: Display = { range: { lower: -3, upper: 3 }, threshold: 1, diverging: true };
    const above = cone(8, 12, 3);
    const below = cone(24, 12, 3, -1);
    const values = above.map((value, index) => value + below[index]!);
    const [first, second] = contoursOf({ values, height, width, display: both, colours: "diverging" });
    expect(first!.loops.flat().every(({ column }) => column < 16)).toBe(true);
    expect(second!.loops.flat().every(({ column }) => column > 16)).toBe(true);
    expect(first!.colour).not.toBe(second!.colour);
  });

  it("has no line where nothing is above the threshold", () => {
    const values = new Float32Array(height * width).fill(0.9);
    expect(contoursOf({ values, height, width, display, colours: "turbo" })[0]!.loops).toEqual([]);
  });
});
