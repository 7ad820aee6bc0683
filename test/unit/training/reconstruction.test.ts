import "@tensorflow/tfjs-backend-cpu";
import "@tensorflow/tfjs-backend-wasm";
import "@tensorflow/tfjs-layers";
import { grad, memory, ready, setBackend, type Tensor4D, tensor4d, tidy } from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";
import {
  reconstructionNames,
  structuralSimilarity,
  trainingReconstruction,
  validationReconstruction,
} from "../../../src/training/reconstruction.ts";
import { Random } from "../../../src/vae/random.ts";

const shape: [number, number, number, number] = [1, 1, 2, 1];
const pair = (first: number, second: number) => tensor4d([first, second], shape);
const only = (mean: Tensor4D) => ({ mean, logVariance: tensor4d([0, 0], shape) });

async function onBackend<T>(name: string, run: () => T): Promise<T> {
  await setBackend(name);
  await ready();
  return tidy(run as never) as T;
}

describe("reconstruction terms", () => {
  it("are means over the pixels", async () => {
    await onBackend("cpu", () => {
      const x = pair(1, 0);
      const y = pair(0.5, 0.25);
      const { gaussian, l1, l2, bernoulli } = trainingReconstruction;
      expect(l1(x, only(y)).dataSync()[0]).toBeCloseTo((0.5 + 0.25) / 2, 6);
      expect(l2(x, only(y)).dataSync()[0]).toBeCloseTo((0.25 + 0.0625) / 2, 6);
      expect(bernoulli(x, only(y)).dataSync()[0]).toBeCloseTo(-(Math.log(0.5) + Math.log(0.75)) / 2, 6);
      // Unit variances weigh alike.
      expect(gaussian(x, only(y)).dataSync()[0]).toBeCloseTo((0.25 + 0.0625) / 4, 6);
      expect(validationReconstruction.gaussian(x, only(y)).dataSync()[0]).toBeCloseTo(
        (0.25 + 0.0625) / 4 + Math.log(2 * Math.PI) / 2,
        6,
      );
    });
  });

  it("keep the cross-entropy finite, and pull a clipped pixel back inside only", async () => {
    await onBackend("cpu", () => {
      const { bernoulli } = trainingReconstruction;
      const slope = (x: Tensor4D) => grad((y) => bernoulli(x, only(y as Tensor4D)));
      expect(bernoulli(pair(1, 0), only(pair(-3, 4))).dataSync()[0]).toBeCloseTo(-Math.log(1e-3), 4);
      const inward = slope(pair(0.4, 0.4))(pair(-3, 4)).dataSync();
      expect(inward[0]).toBeLessThan(-100);
      expect(inward[1]).toBeGreaterThan(100);
      expect([...slope(pair(0, 1))(pair(-3, 4)).dataSync()]).toEqual([0, 0]);
    });
  });

  it("take the similarity of flat images from their means, and of an image with itself as 1", async () => {
    await onBackend("cpu", () => {
      const flat = (value: number) => tensor4d(new Float32Array(144).fill(value), [1, 12, 12, 1]);
      const expected = (2 * 0.2 * 0.6 + 1e-4) / (0.2 ** 2 + 0.6 ** 2 + 1e-4);
      expect(structuralSimilarity(flat(0.2), flat(0.6)).dataSync()[0]).toBeCloseTo(expected, 4);
      const random = new Random(3);
      const noise = tensor4d(
        Float32Array.from({ length: 144 }, () => random.next()),
        [1, 12, 12, 1],
      );
      expect(structuralSimilarity(noise, noise).dataSync()[0]).toBeCloseTo(1, 5);
    });
  });

  it.each(reconstructionNames)(
    "%s has the gradient of its value, the same on both backends",
    async (name) => {
      const size: [number, number, number, number] = [2, 12, 13, 1];
      const length = 2 * 12 * 13;
      const random = new Random(5);
      const draw = () => Float32Array.from({ length }, () => 0.2 + 0.6 * random.next());
      const [x, y] = [draw(), draw()];
      const loss = (mean: Tensor4D) =>
        trainingReconstruction[name](tensor4d(x, size), {
          mean,
          logVariance: tensor4d(new Float32Array(length), size),
        });
      const gradient = () =>
        grad((mean) => loss(mean as Tensor4D))(tensor4d(y, size))
          .dataSync()
          .slice();
      const cpu = await onBackend("cpu", gradient);
      const at = (index: number, by: number) => {
        const moved = y.slice();
        moved[index] = (moved[index] as number) + by;
        return loss(tensor4d(moved, size)).dataSync()[0] as number;
      };
      await onBackend("cpu", () => {
        for (const index of [0, 6 * 13 + 6, 100, length - 1 - 5 * 13 - 5]) {
          const step = 4e-3;
          const numeric = (length * (at(index, step) - at(index, -step))) / (2 * step);
          expect(Math.abs(length * (cpu[index] as number) - numeric)).toBeLessThan(
            0.03 + 0.03 * Math.abs(numeric),
          );
        }
      });
      const wasm = await onBackend("wasm", gradient);
      for (const [index, value] of wasm.entries())
        expect(length * value).toBeCloseTo(length * (cpu[index] as number), 2);
      expect(Math.hypot(...cpu)).toBeGreaterThan(0);
    },
  );

  it("leave nothing behind", async () => {
    await setBackend("cpu");
    const x = pair(1, 0);
    const before = memory().numTensors;
    tidy(() => trainingReconstruction.bernoulli(x, only(pair(0.5, 0.25)))).dispose();
    expect(memory().numTensors).toBe(before);
  });
});
