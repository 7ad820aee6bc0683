import "@tensorflow/tfjs-backend-cpu";
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { ModelFormatError } from "../../../src/errors/index.ts";
import { gaussianKernel } from "../../../src/scoring/gaussian.ts";
import { scoreInputs } from "../../../src/scoring/score-input.ts";
import { constantVae, modelInput, random, randomInput, scoringOf } from "./fixtures.ts";

beforeAll(async () => {
  await tf.setBackend("cpu");
});

/** So narrow that the Gaussian is 1 at its centre: the anomaly map is then relu(t) itself. */
const sharp = 0.05;

describe("scoreInputs, by hand", () => {
  const input = modelInput(2, 2, {
    pixels: Float32Array.of(0.5, 0.2, 0.9, 0),
    mask: Uint8Array.of(1, 1, 1, 0),
    depth: Float32Array.of(3, 2, 1, 0),
  });
  // Variance 1/4: the standard deviation is 1/2, and the residual counts twice.
  const logVariance = new Array<number>(4).fill(Math.log(0.25));
  const vae = constantVae({ height: 2, width: 2, mean: [0.25, 0.4, 0.4, 7], logVariance });

  it("gives the residual, the negative log-likelihood and the anomaly map", async () => {
    const [raw] = await scoreInputs([input], vae, scoringOf({ sigmas: [sharp], minimumDepth: 1 }));
    expectClose(raw!.maps.residual, [0.25, 0.2, 0.5, 0]);
    const constant = 0.5 * Math.log(2 * Math.PI * 0.25);
    expectClose(raw!.maps.nll, [0.125 + constant, 0.08 + constant, 0.5 + constant, 0]);
    // t = 0.5, -0.4, 1: the dark pixel is cut by relu, the last one of the foreground is not deep enough.
    expectClose(raw!.maps.anomaly, [0.5, 0, 0, 0]);
    expect([...raw!.shown]).toEqual([1, 1, 0, 0]);
    expectClose(raw!.reconstruction, [0.25, 0.4, 0.4, 7]);
  });

  it("gives the scores in nats and standard deviations", async () => {
    const posterior = { mean: [1, 0, -2], logVariance: [0, Math.log(4), 0] };
    const [raw] = await scoreInputs(
      [input],
      constantVae({ height: 2, width: 2, mean: [0.25, 0.4, 0.4, 7], logVariance, posterior }),
      scoringOf({ sigmas: [sharp] }, { fraction: 2 / 3, minimumDepth: 0.5 }),
    );
    expectClose(raw!.klPerDimension, [0.5, 0.5 * (4 - 1 - Math.log(4)), 2]);
    const kl = 0.5 + 0.5 * (3 - Math.log(4)) + 2;
    const nll = 0.125 + 0.08 + 0.5 + 1.5 * Math.log(2 * Math.PI * 0.25);
    expect(raw!.scores.kl).toBeCloseTo(kl, 5);
    expect(raw!.scores.reconstruction).toBeCloseTo(nll / 3, 5);
    expect(raw!.scores.elbo).toBeCloseTo(nll + kl, 5);
    expect(raw!.scores.anomaly).toBeCloseTo((1 + 0.5) / 2, 5);
  });

  it("spreads one bright pixel as the mean of the Gaussians", async () => {
    const pixels = new Float32Array(121);
    pixels[60] = 1;
    const flat = constantVae({
      height: 11,
      width: 11,
      mean: new Float32Array(121),
      logVariance: new Float32Array(121),
    });
    const [raw] = await scoreInputs(
      [modelInput(11, 11, { pixels })],
      flat,
      scoringOf({ sigmas: [0.7, 1.5] }),
    );
    const [narrow, wide] = [gaussianKernel(0.7, 5), gaussianKernel(1.5, 5)];
    const at = (row: number, column: number): number =>
      (narrow[row]! * narrow[column]! + wide[row]! * wide[column]!) / 2;
    for (const [row, column] of [
      [5, 5],
      [4, 5],
      [5, 7],
      [2, 8],
    ] as const) {
      expect(raw!.maps.anomaly[row * 11 + column]).toBeCloseTo(at(row, column), 6);
    }
  });
});

describe("the left-right flip", () => {
  it("averages the image's map with that of its mirror image, mirrored back", async () => {
    // The decoder expects a bright left column. Mirrored, the input's bright right column is as expected.
    const vae = constantVae({ height: 1, width: 3, mean: [1, 0, 0], logVariance: [0, 0, 0] });
    const input = modelInput(1, 3, { pixels: Float32Array.of(0, 0, 1) });
    const [plain] = await scoreInputs([input], vae, scoringOf({ sigmas: [sharp] }));
    const [flipped] = await scoreInputs([input], vae, scoringOf({ sigmas: [sharp], flip: true }));
    expectClose(plain!.maps.anomaly, [0, 0, 1]);
    expectClose(flipped!.maps.anomaly, [0, 0, 0.5]);
    expectClose(flipped!.maps.residual, [1, 0, 1]);
  });

  it("gives the mirrored map for the mirrored image", async () => {
    const [height, width] = [6, 8];
    const next = random(9);
    const numbers = () => Float32Array.from({ length: height * width }, () => next());
    const vae = constantVae({ height, width, mean: numbers(), logVariance: numbers() });
    const input = randomInput(height, width, 4);
    const scoring = scoringOf({ sigmas: [0.7, 1.5], flip: true });
    const [one, other] = await scoreInputs([input, mirror(input)], vae, scoring);
    expectClose(reverseRows(other!.maps.anomaly, width), [...one!.maps.anomaly]);
  });
});

describe("batches", () => {
  const [height, width] = [8, 8];
  const vae = constantVae({
    height,
    width,
    mean: new Float32Array(64).fill(0.4),
    logVariance: new Float32Array(64).fill(-3),
    posterior: { mean: [0.1, 0.2], logVariance: [-1, -2] },
  });
  const inputs = Array.from({ length: 7 }, (_, seed) => randomInput(height, width, seed));
  const scoring = scoringOf({ sigmas: [1, 2], flip: true, minimumDepth: 1 });

  it("give what one at a time gives, in order, and leave no tensor behind", async () => {
    const before = tf.memory().numTensors;
    const together = await scoreInputs(inputs, vae, scoring, { batchSize: 3 });
    expect(together).toHaveLength(7);
    for (const [index, input] of inputs.entries()) {
      const [alone] = await scoreInputs([input], vae, scoring);
      expect(together[index]).toEqual(alone);
    }
    expect(tf.memory().numTensors).toBe(before);
  });

  it("stop at the signal and leave no tensor behind", async () => {
    const before = tf.memory().numTensors;
    const controller = new AbortController();
    const running = scoreInputs(inputs, vae, scoring, { batchSize: 2, signal: controller.signal });
    controller.abort(new Error("enough"));
    await expect(running).rejects.toThrow("enough");
    expect(tf.memory().numTensors).toBe(before);
  });

  it("refuse an input of another size, and a network whose output is not a number", async () => {
    await expect(scoreInputs([modelInput(4, 4)], vae, scoring)).rejects.toThrow(ModelFormatError);
    const broken = constantVae({
      height,
      width,
      mean: new Float32Array(64).fill(Number.NaN),
      logVariance: new Float32Array(64),
    });
    await expect(scoreInputs(inputs, broken, scoring)).rejects.toThrow(/not a number/);
  });

  it("score an image without foreground as nothing unusual", async () => {
    const empty = modelInput(height, width, { mask: new Uint8Array(64), depth: new Float32Array(64) });
    const [raw] = await scoreInputs([empty], vae, scoring);
    expect(raw!.scores.anomaly).toBe(0);
    expect(raw!.scores.reconstruction).toBe(0);
    expect(raw!.maps.nll.every((value) => value === 0)).toBe(true);
  });
});

function expectClose(actual: ArrayLike<number>, expected: readonly number[]): void {
  expect(actual).toHaveLength(expected.length);
  expected.forEach((value, index) => {
    expect(actual[index]).toBeCloseTo(value, 5);
  });
}

function reverseRows(values: Float32Array, width: number): Float32Array {
  return values.map((_, index) => values[index - (index % width) + (width - 1 - (index % width))]!);
}

function mirror(input: ReturnType<typeof randomInput>): ReturnType<typeof randomInput> {
  const flip = (values: Float32Array) => reverseRows(values, input.width);
  return {
    ...input,
    pixels: flip(input.pixels),
    mask: Uint8Array.from(flip(Float32Array.from(input.mask))),
    depth: flip(input.depth),
  };
}
