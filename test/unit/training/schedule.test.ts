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
  it("rises to beta over the first share of the run, then stays", () => {
    expect(klWeightAt(2, 0.2, 0, 1000)).toBe(0);
    expect(klWeightAt(2, 0.2, 100, 1000)).toBeCloseTo(1, 9);
    expect(klWeightAt(2, 0.2, 200, 1000)).toBe(2);
    expect(klWeightAt(2, 0.2, 999, 1000)).toBe(2);
    expect(klWeightAt(2, 0, 0, 1000)).toBe(2);
  });
});
