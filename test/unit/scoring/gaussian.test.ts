import "@tensorflow/tfjs-backend-cpu";
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import {
  createGaussianBank,
  disposeGaussianBank,
  gaussianKernel,
  gaussianRadius,
  smooth,
} from "../../../src/scoring/gaussian.ts";
import { random } from "./fixtures.ts";

beforeAll(async () => {
  await tf.setBackend("cpu");
});

describe("gaussianKernel", () => {
  it("sums to 1, is symmetric, and falls as exp(-d²/2σ²)", () => {
    for (const sigma of [0.7, 1.4, 3, 5]) {
      const kernel = gaussianKernel(sigma);
      const radius = gaussianRadius(sigma);
      expect(kernel).toHaveLength(2 * radius + 1);
      expect(kernel.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 6);
      expect(kernel[radius - 1]).toBe(kernel[radius + 1]);
      expect(kernel[radius + 1]! / kernel[radius]!).toBeCloseTo(Math.exp(-0.5 / sigma ** 2), 6);
    }
  });

  it("keeps its own cut-off when padded to a wider one", () => {
    const padded = gaussianKernel(1, 6);
    expect([...padded.slice(3, 10)]).toEqual([...gaussianKernel(1)]);
    expect(padded[2]).toBe(0);
  });
});

describe("smooth", () => {
  it("equals the definition, with zeros beyond the border, for every sigma at once", async () => {
    const sigmas = [0.7, 1.5, 2.5];
    const [height, width] = [12, 9];
    const next = random(1);
    const images = [0, 1].map(() => Float32Array.from({ length: height * width }, () => next() - 0.5));
    const before = tf.memory().numTensors;
    const bank = createGaussianBank(sigmas);
    const input = tf.tensor4d(Float32Array.from([...images[0]!, ...images[1]!]), [2, height, width, 1]);
    const output = smooth(input, bank);
    expect(output.shape).toEqual([2, height, width, 3]);
    const values = await output.data();
    images.forEach((image, batch) => {
      sigmas.forEach((sigma, channel) => {
        naive(image, height, width, sigma).forEach((expected, index) => {
          expect(values[(batch * height * width + index) * sigmas.length + channel]).toBeCloseTo(expected, 5);
        });
      });
    });
    tf.dispose([input, output]);
    disposeGaussianBank(bank);
    expect(tf.memory().numTensors).toBe(before);
  });
});

/** The two-dimensional sum, written out. */
function naive(image: Float32Array, height: number, width: number, sigma: number): number[] {
  const radius = Math.ceil(3 * sigma);
  const weight = (distance: number): number => Math.exp(-(distance ** 2) / (2 * sigma ** 2));
  let norm = 0;
  for (let distance = -radius; distance <= radius; distance++) norm += weight(distance);
  return Array.from(image, (_, index) => {
    const [row, column] = [Math.floor(index / width), index % width];
    let sum = 0;
    for (let y = -radius; y <= radius; y++) {
      for (let x = -radius; x <= radius; x++) {
        const [r, c] = [row + y, column + x];
        if (r < 0 || c < 0 || r >= height || c >= width) continue;
        sum += (weight(y) * weight(x) * image[r * width + c]!) / norm ** 2;
      }
    }
    return sum;
  });
}
