import "@tensorflow/tfjs-backend-cpu";
import {
  memory,
  type Tensor2D,
  type Tensor4D,
  tensor,
  tensor1d,
  tensor2d,
  tidy,
} from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";
import { elbo, gaussianNegativeLogLikelihood, klDivergence } from "../../../src/vae/elbo.ts";
import { reparameterize } from "../../../src/vae/sampling.ts";

const halfLogTwoPi = 0.918938533;

describe("gaussianNegativeLogLikelihood", () => {
  it("is that of the normal distribution", () => {
    // Standard normal at 0 and at 1; mean 1, variance 4 at 3: ½ · 1 + log 2.
    const nll = gaussianNegativeLogLikelihood(
      tensor1d([0, 1, 3]),
      tensor1d([0, 0, 1]),
      tensor1d([0, 0, Math.log(4)]),
    ).dataSync();
    expect(nll[0]).toBeCloseTo(halfLogTwoPi, 6);
    expect(nll[1]).toBeCloseTo(halfLogTwoPi + 0.5, 6);
    expect(nll[2]).toBeCloseTo(halfLogTwoPi + 0.5 + Math.log(2), 6);
  });
});

describe("klDivergence", () => {
  it("is 0 for the prior, ½ mean² for a shift, ½(variance - log variance - 1) for a width", () => {
    const kl = klDivergence(tensor2d([[0, 3, 0]]), tensor2d([[0, 0, Math.log(4)]])).dataSync();
    expect(kl[0]).toBeCloseTo(0, 6);
    expect(kl[1]).toBeCloseTo(4.5, 6);
    expect(kl[2]).toBeCloseTo(0.5 * (4 - Math.log(4) - 1), 6);
  });
});

describe("elbo", () => {
  it("adds up pixels and latent dimensions of each image, in nats", () => {
    const before = memory().numTensors;
    tidy(() => {
      const image = (values: number[]) => tensor(values, [2, 1, 2, 1]) as Tensor4D;
      const result = elbo({
        x: image([0, 0, 1, 2]),
        reconstruction: { mean: image([0, 0, 0, 0]), logVariance: image([0, 0, 0, 0]) },
        posterior: {
          mean: tensor2d([
            [0, 0],
            [1, 2],
          ]),
          logVariance: tensor2d([
            [0, 0],
            [0, 0],
          ]),
        },
      });
      expect(result.logLikelihood.dataSync()[0]).toBeCloseTo(-2 * halfLogTwoPi, 5);
      expect(result.logLikelihood.dataSync()[1]).toBeCloseTo(-2 * halfLogTwoPi - 2.5, 5);
      expect([...result.kl.dataSync()]).toEqual([0, 2.5]);
      expect(result.elbo.dataSync()[1]).toBeCloseTo(-2 * halfLogTwoPi - 5, 5);
    });
    expect(memory().numTensors).toBe(before);
  });
});

describe("reparameterize", () => {
  it("shifts and widens the noise", () => {
    const row = (values: number[]) => tensor2d([values]) as Tensor2D;
    const z = reparameterize(row([1, 2, 3]), row([0, Math.log(4), 0]), row([0, 1.5, -1])).dataSync();
    expect(z[0]).toBeCloseTo(1, 6);
    expect(z[1]).toBeCloseTo(5, 6);
    expect(z[2]).toBeCloseTo(2, 6);
  });
});
