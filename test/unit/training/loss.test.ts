import "@tensorflow/tfjs-backend-cpu";
import "@tensorflow/tfjs-layers";
import { grads, type Tensor, type Tensor2D, tensor1d, tensor2d } from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";
import { freeKl, meanKl, weightedNegativeLogLikelihood } from "../../../src/training/loss.ts";

describe("weightedNegativeLogLikelihood", () => {
  const x = tensor1d([1, 0]);
  const mean = tensor1d([0, 0.5]);
  // Standard deviations 1 and 2, so the weights are 1/1.5 and 2/1.5.
  const logVariance = tensor1d([0, Math.log(4)]);

  it("weighs each pixel by its standard deviation over the mean one", () => {
    const first = (1 / 1.5) * 0.5 * (1 + 0);
    const second = (2 / 1.5) * 0.5 * (0.25 / 4 + Math.log(4));
    const [loss] = weightedNegativeLogLikelihood(x, mean, logVariance).dataSync();
    expect(loss).toBeCloseTo((first + second) / 2, 6);
  });

  it("holds the weights constant in the gradient", () => {
    const [dMean, dLogVariance] = grads((m: Tensor, v: Tensor) => weightedNegativeLogLikelihood(x, m, v))([
      mean,
      logVariance,
    ]).map((gradient) => gradient.dataSync());
    // d/dmean = -w (x - mean) / variance / n; d/dv = w ½(1 - (x - mean)² / variance) / n.
    expect(dMean?.[0]).toBeCloseTo(((1 / 1.5) * -1) / 2, 6);
    expect(dMean?.[1]).toBeCloseTo(((2 / 1.5) * (0.5 / 4)) / 2, 6);
    expect(dLogVariance?.[0]).toBeCloseTo(0, 6);
    expect(dLogVariance?.[1]).toBeCloseTo(((2 / 1.5) * 0.5 * (1 - 0.25 / 4)) / 2, 6);
  });
});

const posterior = {
  mean: tensor2d([
    [1, 2],
    [0, 1],
  ]),
  logVariance: tensor2d([
    [0, 0],
    [0, 0],
  ]),
};

describe("meanKl", () => {
  it("adds latent dimensions and averages images", () => {
    expect(meanKl(posterior).dataSync()[0]).toBeCloseTo((2.5 + 0.5) / 2, 6);
  });
});

describe("freeKl", () => {
  // Means over the batch: (½ + 0) / 2 = 0.25 and (2 + ½) / 2 = 1.25.
  it("counts no dimension as less than its free nats", () => {
    expect(freeKl(posterior, 0.1).dataSync()[0]).toBeCloseTo(0.25 + 1.25, 6);
    expect(freeKl(posterior, 0.5).dataSync()[0]).toBeCloseTo(0.5 + 1.25, 6);
  });

  it("pulls only dimensions that cost more", () => {
    const [slope] = grads((mean: Tensor) => freeKl({ ...posterior, mean: mean as Tensor2D }, 0.5))([
      posterior.mean,
    ]);
    expect([...(slope as Tensor).dataSync()]).toEqual([0, 1, 0, 0.5]);
  });
});
