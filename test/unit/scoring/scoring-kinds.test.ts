import "@tensorflow/tfjs-backend-cpu";
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import type { Scoring } from "../../../src/scoring/maps.ts";
import { scoreInputs } from "../../../src/scoring/score-input.ts";
import type { Vae } from "../../../src/vae/vae.ts";
import { constantVae, modelInput, scoringOf } from "./fixtures.ts";

beforeAll(async () => {
  await tf.setBackend("cpu");
});

/** So narrow that the Gaussian is 1 at its centre. */
const sharp = 0.05;

/**
 * One latent dimension: `gain` times the sum of four pixels, with a log-variance; each pixel is reconstructed as
 * `spread` times it, with unit variance.
 */
function sumVae({ gain = 1, spread = 1, posteriorLogVariance = 0 } = {}): Vae {
  return {
    height: 1,
    width: 4,
    latentSize: 1,
    encode: (x) =>
      tf.tidy(() => {
        const mean = tf.mul(tf.sum(tf.reshape(x, [-1, 4]), 1, true), gain) as tf.Tensor2D;
        return { mean, logVariance: tf.fill(mean.shape, posteriorLogVariance) as tf.Tensor2D };
      }),
    decode: (z) =>
      tf.tidy(() => {
        const mean = tf.reshape(tf.mul(tf.tile(z, [1, 4]), spread), [-1, 1, 4, 1]) as tf.Tensor4D;
        return { mean, logVariance: tf.zerosLike(mean) };
      }),
    dispose() {},
  };
}

const image = (...pixels: number[]) => modelInput(1, 4, { pixels: Float32Array.from(pixels) });

describe("the absolute residual", () => {
  const input = image(0.9, 0.1, 0.5, 0);
  const vae = constantVae({ height: 1, width: 4, mean: [0.5, 0.5, 0.5, 0.5], logVariance: [0, 0, 0, 0] });

  it("shows what is darker than expected too; the signed map says which", async () => {
    const absolute = scoringOf({ kind: "smoothedAbsoluteResidual", sigmas: [sharp] });
    const [raw] = await scoreInputs([input], vae, absolute);
    expectClose(raw!.maps.anomaly, [0.4, 0.4, 0, 0.5]);
    expectClose(raw!.maps.signed, [0.4, -0.4, 0, -0.5]);
    const [positive] = await scoreInputs([input], vae, scoringOf({ sigmas: [sharp] }));
    expectClose(positive!.maps.anomaly, [0.4, 0, 0, 0]);
    expectClose(positive!.maps.signed, [0.4, -0.4, 0, -0.5]);
  });

  it("takes the magnitude after smoothing, so that noise cancels out", async () => {
    const noise = constantVae({ height: 1, width: 4, mean: [0, 1, 0, 1], logVariance: [0, 0, 0, 0] });
    const wide = scoringOf({ kind: "smoothedAbsoluteResidual", sigmas: [30] });
    const [raw] = await scoreInputs([image(1, 0, 1, 0)], noise, wide);
    for (const value of raw!.maps.anomaly) expect(value).toBeLessThan(0.001);
  });

  it("averages the signed map with the mirror image's, too", async () => {
    const lopsided = constantVae({ height: 1, width: 4, mean: [1, 0, 0, 0], logVariance: [0, 0, 0, 0] });
    const scoring = scoringOf({ kind: "smoothedAbsoluteResidual", sigmas: [sharp], flip: true });
    const [raw] = await scoreInputs([image(0, 0, 0, 1)], lopsided, scoring);
    expectClose(raw!.maps.signed, [-0.5, 0, 0, 0.5]);
    expectClose(raw!.maps.anomaly, [0.5, 0, 0, 0.5]);
  });
});

describe("the mean over a window", () => {
  it("counts its rows and columns, without the last ones", async () => {
    const vae = constantVae({
      height: 3,
      width: 4,
      mean: new Float32Array(12),
      logVariance: new Float32Array(12),
    });
    const pixels = Float32Array.of(9, 9, 9, 9, 9, 1, 2, 9, 9, 3, 4, 9);
    const scoring: Scoring = {
      ...scoringOf({ sigmas: [sharp] }),
      image: { kind: "windowMean", top: 1, bottom: 3, left: 1, right: 3 },
    };
    const [raw] = await scoreInputs([modelInput(3, 4, { pixels })], vae, scoring);
    expect(raw!.scores.anomaly).toBeCloseTo(2.5, 5);
  });
});

describe("the KL gradient", () => {
  it("is the mean times the encoder's slope, by hand, on the foreground", async () => {
    // KL = ½ (2 Σx)² + const: its derivative in each pixel is 4 Σx.
    const vae = sumVae({ gain: 2 });
    const input = { ...image(0.1, 0.2, 0.3, -0.9), mask: Uint8Array.of(1, 1, 0, 1) };
    const other = image(1, 1, 1, 1);
    const before = tf.memory().numTensors;
    const [raw, second] = await scoreInputs([input, other], vae, scoringOf(), { maps: ["klGradient"] });
    expect(tf.memory().numTensors).toBe(before);
    expectClose(raw!.maps.klGradient!, [1.2, 1.2, 0, 1.2]);
    expectClose(second!.maps.klGradient!, [16, 16, 16, 16]);
  });

  it("is there only when asked for, as is the uncertainty", async () => {
    const [raw] = await scoreInputs([image(1, 0, 0, 0)], sumVae(), scoringOf(), { maps: ["anomaly"] });
    expect(Object.keys(raw!.maps)).toEqual(["anomaly", "signed", "residual", "nll", "ssim"]);
    const all = await scoreInputs([image(1, 0, 0, 0)], sumVae(), scoringOf(), {
      maps: ["uncertainty", "klGradient"],
    });
    expect(Object.keys(all[0]!.maps)).toContain("uncertainty");
    expect(all[0]!.scores).toEqual(raw!.scores);
  });
});

describe("the uncertainty", () => {
  const uncertainty = async (vae: Vae, ...pixels: number[]) => {
    const [raw] = await scoreInputs([image(...pixels)], vae, scoringOf(), { maps: ["uncertainty"] });
    return raw!.maps.uncertainty!;
  };

  it("is the posterior's spread as the decoder passes it on, whatever the image", async () => {
    const one = await uncertainty(sumVae(), 1, 0, 0, 0);
    // The standard deviation of 8 standard normal numbers.
    expect(one[0]).toBeGreaterThan(0.4);
    expect(one[0]).toBeLessThan(1.6);
    expectClose(await uncertainty(sumVae({ spread: 3 }), 0, 1, 0, 0.5), [...one.map((value) => 3 * value)]);
    expectClose(await uncertainty(sumVae({ posteriorLogVariance: Math.log(0.25) }), 1, 0, 0, 0), [
      ...one.map((value) => value / 2),
    ]);
  });

  it("is next to nothing where the posterior is sure", async () => {
    for (const value of await uncertainty(sumVae({ posteriorLogVariance: -40 }), 1, 0, 1, 0))
      expect(value).toBeLessThan(1e-6);
  });
});

describe("samples of the posterior", () => {
  const scored = async (samples: number | undefined, vae = sumVae({ spread: 0.25 })) => {
    const scoring = { ...scoringOf({ sigmas: [sharp] }), ...(samples ? { samples } : {}) };
    const [raw] = await scoreInputs([image(1, 0, 0.5, 0.5)], vae, scoring, { maps: ["uncertainty"] });
    return raw!;
  };

  it("add their spread to the variance", async () => {
    const raw = await scored(16);
    const x = [1, 0, 0.5, 0.5];
    const constant = 0.5 * Math.log(2 * Math.PI);
    x.forEach((value, pixel) => {
      const variance = 1 + raw.maps.uncertainty![pixel]! ** 2;
      const distance = (value - raw.reconstruction[pixel]!) ** 2;
      expect(raw.maps.nll[pixel]).toBeCloseTo(0.5 * (distance / variance + Math.log(variance)) + constant, 4);
    });
    expect(raw.reconstruction[0]).not.toBeCloseTo(0.5, 3);
    expect(raw.reconstruction[0]).toBeGreaterThan(0.5 - 0.25);
    expect(raw.reconstruction[0]).toBeLessThan(0.5 + 0.25);
  });

  it("give what the mean gives where the posterior is sure, and the same every time", async () => {
    const sure = sumVae({ spread: 0.25, posteriorLogVariance: -40 });
    expectClose((await scored(4, sure)).maps.anomaly, [...(await scored(undefined, sure)).maps.anomaly]);
    expect(await scored(4)).toEqual(await scored(4));
  });
});

describe("restoration", () => {
  const vae = sumVae({ gain: 0.25 });
  const restored = (steps: number, threshold: number) => ({
    ...scoringOf({ sigmas: [sharp] }),
    restoration: { steps, threshold },
  });

  it("takes the lesion out of what it is compared with, by hand", async () => {
    // First 0.25 is expected everywhere; with the bright pixel at 0.25, a quarter of that.
    const [once] = await scoreInputs([image(1, 0, 0, 0)], vae, restored(1, 0.3));
    expectClose(once!.reconstruction, [0.0625, 0.0625, 0.0625, 0.0625]);
    expectClose(once!.maps.anomaly, [0.9375, 0, 0, 0]);
    const [twice] = await scoreInputs([image(1, 0, 0, 0)], vae, restored(2, 0.3));
    expectClose(twice!.reconstruction, new Array<number>(4).fill(0.0625 / 4));
  });

  it("fades in between the threshold and twice it", async () => {
    // The map is 0.75: half-way from 0.5 to 1, the pixel becomes (1 + 0.25) / 2.
    const [raw] = await scoreInputs([image(1, 0, 0, 0)], vae, restored(1, 0.5));
    expectClose(raw!.reconstruction, new Array<number>(4).fill(0.625 / 4));
  });

  it("leaves alone what is below the threshold, and the posterior that is scored", async () => {
    const [plain] = await scoreInputs([image(1, 0, 0, 0)], vae, scoringOf({ sigmas: [sharp] }));
    const [unchanged] = await scoreInputs([image(1, 0, 0, 0)], vae, restored(3, 0.8));
    expect(unchanged).toEqual(plain);
    const [changed] = await scoreInputs([image(1, 0, 0, 0)], vae, restored(3, 0.3));
    expect(changed!.klPerDimension).toEqual(plain!.klPerDimension);
    expect(changed!.latentMean).toEqual(plain!.latentMean);
  });
});

function expectClose(actual: ArrayLike<number>, expected: readonly number[]): void {
  expect(actual).toHaveLength(expected.length);
  expected.forEach((value, index) => {
    expect(actual[index]).toBeCloseTo(value, 5);
  });
}
