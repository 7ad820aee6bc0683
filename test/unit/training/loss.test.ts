import "@tensorflow/tfjs-backend-cpu";
import "@tensorflow/tfjs-layers";
import { grads, type Tensor, tensor1d, tensor2d } from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";
import { meanKl, weightedNegativeLogLikelihood } from "../../../src/training/loss.ts";

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

describe("meanKl", () => {
  it("adds latent dimensions and averages images", () => {
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
    expect(meanKl(posterior).dataSync()[0]).toBeCloseTo((2.5 + 0.5) / 2, 6);
  });
});
