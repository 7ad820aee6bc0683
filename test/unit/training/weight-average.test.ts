import "@tensorflow/tfjs-backend-cpu";
import { memory, tensor1d, variable } from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";
import { WeightAverage } from "../../../src/training/weight-average.ts";

describe("WeightAverage", () => {
  it("follows fast at first, then by its decay", () => {
    const weight = variable(tensor1d([0]));
    const average = new WeightAverage([weight], 0.5);
    weight.assign(tensor1d([1]));
    average.update(1);
    // Decay 2/11 at the first step.
    const first = 9 / 11;
    expect(average.averages[0]?.dataSync()[0]).toBeCloseTo(first, 6);
    weight.assign(tensor1d([3]));
    average.update(1000);
    expect(average.averages[0]?.dataSync()[0]).toBeCloseTo((first + 3) / 2, 6);
  });

  it("exchanges weights and averages, and back, without leaving anything behind", () => {
    const before = memory().numTensors;
    const weight = variable(tensor1d([1, 2]));
    const average = new WeightAverage([weight], 0.9);
    weight.assign(tensor1d([3, 4]));
    average.swap();
    expect([...weight.dataSync()]).toEqual([1, 2]);
    average.swap();
    expect([...weight.dataSync()]).toEqual([3, 4]);
    expect([...(average.averages[0]?.dataSync() ?? [])]).toEqual([1, 2]);
    average.dispose();
    weight.dispose();
    // The three literals above.
    expect(memory().numTensors).toBe(before + 2);
  });
});
