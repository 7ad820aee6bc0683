import { describe, expect, it } from "vitest";
import { bootstrap } from "../../../src/evaluation/bootstrap.ts";

describe("bootstrap", () => {
  const values = Array.from({ length: 200 }, (_, index) => (index * 37) % 101);
  const mean = (weights: Uint16Array) => {
    let [sum, count] = [0, 0];
    weights.forEach((weight, index) => {
      sum += weight * values[index]!;
      count += weight;
    });
    return { mean: sum / count };
  };

  it("gives the figure itself, and an interval like that of theory", () => {
    const figure = bootstrap(200, mean).mean;
    const average = values.reduce((sum, value) => sum + value, 0) / 200;
    const variance = values.reduce((sum, value) => sum + (value - average) ** 2, 0) / 200;
    const half = 1.96 * Math.sqrt(variance / 200);
    expect(figure.value).toBeCloseTo(average, 10);
    expect(figure.ci95![0]).toBeGreaterThan(average - 1.15 * half);
    expect(figure.ci95![0]).toBeLessThan(average - 0.85 * half);
    expect(figure.ci95![1]).toBeGreaterThan(average + 0.85 * half);
    expect(figure.ci95![1]).toBeLessThan(average + 1.15 * half);
  });

  it("draws as many patients as there are, and the same ones for the same seed", () => {
    const sums: number[] = [];
    bootstrap(7, (weights) => ({ sum: sums.push(weights.reduce((a, b) => a + b, 0)) }), { resamples: 50 });
    expect(sums).toEqual(new Array(51).fill(7));
    expect(bootstrap(200, mean, { seed: 4 })).toEqual(bootstrap(200, mean, { seed: 4 }));
    expect(bootstrap(200, mean, { seed: 4 })).not.toEqual(bootstrap(200, mean, { seed: 5 }));
  });

  it("gives no interval for one patient, or where a figure is seldom defined", () => {
    expect(bootstrap(1, () => ({ x: 3 }))).toEqual({ x: { value: 3, ci95: null } });
    const seldom = bootstrap(20, (weights) => ({ x: weights[0] === 1 && weights[1] === 1 ? 1 : Number.NaN }));
    expect(seldom).toEqual({ x: { value: 1, ci95: null } });
  });
});
