import { describe, expect, it } from "vitest";
import { Pace } from "../../../src/training/pace.ts";

describe("Pace", () => {
  it("is zero before the first step, then that step's", () => {
    const pace = new Pace();
    expect(pace.imagesPerSecond).toBe(0);
    pace.add(32, 2);
    expect(pace.imagesPerSecond).toBe(16);
  });

  it("is hardly moved by one slow step, and follows many", () => {
    const pace = new Pace();
    for (let step = 0; step < 100; step += 1) pace.add(10, 1);
    pace.add(10, 2);
    expect(pace.imagesPerSecond).toBeGreaterThan(9);
    for (let step = 0; step < 100; step += 1) pace.add(10, 2);
    expect(pace.imagesPerSecond).toBeCloseTo(5, 1);
  });
});
