import { describe, expect, it } from "vitest";
import { klWeightAt, learningRateAt } from "../../../src/training/schedule.ts";

describe("learningRateAt", () => {
  const schedule = { learningRate: 1e-3, warmUpSteps: 50, finalShare: 0.02 };
  const at = (step: number) => learningRateAt(schedule, step, 1001);

  it("rises over the first steps", () => {
    expect(at(0)).toBeCloseTo(2e-5, 8);
    expect(at(24)).toBeGreaterThan(0.49e-3);
    expect(at(49)).toBeGreaterThan(0.99e-3);
  });

  it("falls as half a cosine to its last share", () => {
    expect(at(500)).toBeCloseTo(1e-3 * 0.51, 9);
    expect(at(1000)).toBeCloseTo(2e-5, 9);
    for (let step = 50; step < 1000; step += 1) expect(at(step + 1)).toBeLessThan(at(step));
  });

  it("starts at once without a warm-up", () => {
    expect(learningRateAt({ ...schedule, warmUpSteps: 0 }, 0, 100)).toBe(1e-3);
  });
});

describe("klWeightAt", () => {
  const rising = { beta: 2, klWarmUp: 0.2 };

  it("rises to beta over the first share of the run, then stays", () => {
    expect(klWeightAt(rising, 0, 1000)).toBe(0);
    expect(klWeightAt(rising, 100, 1000)).toBeCloseTo(1, 9);
    expect(klWeightAt(rising, 200, 1000)).toBe(2);
    expect(klWeightAt(rising, 999, 1000)).toBe(2);
    expect(klWeightAt({ beta: 2, klWarmUp: 0 }, 0, 1000)).toBe(2);
  });

  it("rises anew in each cycle", () => {
    const cyclical = { beta: 2, klWarmUp: 0.5, klCycles: 4 };
    expect([0, 62.5, 125, 249, 250, 312.5, 750, 875].map((step) => klWeightAt(cyclical, step, 1000))).toEqual(
      [0, 1, 2, 2, 0, 1, 0, 2],
    );
  });

  it("is the same to the last bit with one cycle", () => {
    for (let step = 0; step < 700; step += 1) {
      expect(klWeightAt({ ...rising, klCycles: 1 }, step, 700)).toBe(2 * Math.min(1, step / 700 / 0.2));
    }
  });
});
