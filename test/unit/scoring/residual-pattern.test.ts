import { describe, expect, it } from "vitest";
import { patternLength, residualPattern } from "../../../src/scoring/residual-pattern.ts";

describe("residualPattern", () => {
  const window = { top: 1, bottom: 6, left: 2, right: 8, cell: 2, floor: 0.01 };

  it("is the logarithm of each cell's mean, row by row, with the floor where there is nothing", () => {
    const residual = new Float32Array(8 * 8);
    residual[1 * 8 + 2] = 0.4;
    residual[4 * 8 + 7] = 0.8;
    const pattern = residualPattern(residual, 8, window);
    expect(pattern).toHaveLength(6);
    expect(pattern[0]).toBeCloseTo(Math.log(0.1 + 0.01), 6);
    expect(pattern[5]).toBeCloseTo(Math.log(0.2 + 0.01), 6);
    for (const cell of [1, 2, 3, 4]) expect(pattern[cell]).toBeCloseTo(Math.log(0.01), 10);
  });

  it("leaves out what is beyond the last whole cell, and what is outside the window", () => {
    const residual = new Float32Array(8 * 8).fill(1);
    for (let row = 1; row < 5; row++) residual.fill(0, row * 8 + 2, row * 8 + 8);
    for (const cell of residualPattern(residual, 8, window)) expect(cell).toBeCloseTo(Math.log(0.01), 10);
  });

  it("has as many numbers as it says", () => {
    expect(patternLength(window)).toBe(6);
    expect(patternLength({ ...window, cell: 8 })).toBe(0);
  });
});
