import { describe, expect, it } from "vitest";
import type { FramePlane } from "../../../src/imaging/frame.ts";
import { explain } from "../../../src/scoring/explain.ts";
import { findRegions } from "../../../src/scoring/regions.ts";

const [height, width] = [40, 40];
const affine = { scaleColumn: 2, scaleRow: 2, offsetColumn: 30, offsetRow: 10 };
const axial: FramePlane = { position: [0, 0, 0], rowCosines: [1, 0, 0], columnCosines: [0, 1, 0] };
const coronal: FramePlane = { position: [0, 0, 0], rowCosines: [-1, 0.1, 0], columnCosines: [0, 0.1, -1] };

/** Squares of one value, `side` pixels wide, around points of the model's grid. */
function resultOf(
  ...squares: readonly (readonly [column: number, row: number, side: number, value: number])[]
) {
  const map = new Float32Array(height * width);
  for (const [column, row, side, value] of squares) {
    for (let index = 0; index < side * side; index++) {
      const x = column - Math.floor(side / 2) + (index % side);
      const y = row - Math.floor(side / 2) + Math.floor(index / side);
      map[y * width + x] = value;
    }
  }
  return { height, width, affine, regions: findRegions({ map, height, width, affine, threshold: 0.5 }) };
}

describe("explain", () => {
  it("names the region that counts most, not the one with the highest peak, with its share", () => {
    const { region, share } = explain(resultOf([10, 10, 3, 4], [28, 28, 9, 2]), undefined)!;
    expect(region.peak).toBe(2);
    expect(share).toBeCloseTo((81 * 2) / (81 * 2 + 9 * 4), 9);
  });

  it.each([
    ["an axial image", axial, [34, 20], ["L"]],
    ["an axial image", axial, [5, 12], ["R", "A"]],
    ["an axial image", axial, [20, 33], ["P"]],
    ["a coronal image seen from behind", coronal, [31, 5], ["H", "R"]],
    ["a coronal image seen from behind", coronal, [20, 34], ["F"]],
    ["an axial image, in its middle", axial, [22, 18], []],
  ] as const)("says where in the patient it lies: %s", (_, plane, [column, row], sides) => {
    expect(explain(resultOf([column, row, 5, 2]), plane)!.sides).toEqual(sides);
  });

  it("says nothing of where without a plane, and nothing at all without a region", () => {
    expect(explain(resultOf([34, 20, 5, 2]), undefined)).not.toHaveProperty("sides");
    expect(explain(resultOf(), axial)).toBeUndefined();
  });
});
