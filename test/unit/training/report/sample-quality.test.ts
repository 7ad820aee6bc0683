import "@tensorflow/tfjs-backend-wasm";
import {
  add,
  concat,
  div,
  fill,
  mean,
  memory,
  mul,
  ready,
  reshape,
  setBackend,
  slice,
  sub,
  type Tensor2D,
  type Tensor4D,
  tidy,
  tile,
  zeros,
} from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import type { HoldOutImages } from "../../../../src/training/report/hold-out-images.ts";
import { measureSampleQuality } from "../../../../src/training/report/sample-quality.ts";
import { drawTrainingPictures, traversalSteps } from "../../../../src/training/report/training-pictures.ts";
import type { Vae } from "../../../../src/vae/vae.ts";

const side = 16;

/** Images of one intensity, 0.5 + 0.1 z of the second of two dimensions; the first means nothing. */
const flatVae: Vae = {
  height: side,
  width: side,
  latentSize: 2,
  encode: (x) =>
    tidy(() => {
      const count = x.shape[0];
      const z = div(sub(mean(reshape(x, [count, -1]), 1, true), 0.5), 0.1);
      return {
        mean: concat([zeros([count, 1]), z], 1) as Tensor2D,
        logVariance: zeros([count, 2]) as Tensor2D,
      };
    }),
  decode: (z) =>
    tidy(() => {
      const count = z.shape[0];
      const level = reshape(add(mul(slice(z, [0, 1], [count, 1]), 0.1), 0.5), [count, 1, 1, 1]);
      return {
        mean: tile(level, [1, side, side, 1]) as Tensor4D,
        logVariance: fill([count, side, side, 1], Math.log(0.04)) as Tensor4D,
      };
    }),
  dispose: () => undefined,
};

/** Chequers of 0.1 about intensities from 0.4 to 0.6, such as a flat image cannot follow. */
function chequers(count: number, patients: number): HoldOutImages {
  const level = (index: number) => 0.4 + (0.2 * index) / count;
  const pixels = Array.from({ length: count }, (_, index) =>
    Float32Array.from(
      { length: side * side },
      (_, at) => level(index) + (((at % side) + Math.floor(at / side)) % 2 === 0 ? 0.1 : -0.1),
    ),
  );
  return { height: side, width: side, pixels, patients: pixels.map((_, index) => `p${index % patients}`) };
}

beforeAll(async () => {
  await setBackend("wasm");
  await ready();
});

describe("measureSampleQuality", () => {
  it("measures reconstructions, and samples against hold-out images", async () => {
    const before = memory().numTensors;
    const done: number[] = [];
    const quality = await measureSampleQuality(flatVae, chequers(40, 8), {
      seed: 1,
      onProgress: (count) => done.push(count),
    });
    expect(memory().numTensors).toBe(before);
    expect(quality).toMatchObject({ images: 40, patients: 8 });
    // An error of 0.1 everywhere.
    expect(quality.reconstruction.psnr.value).toBeCloseTo(20, 3);
    expect(quality.reconstruction.psnr.ci95?.[0]).toBeCloseTo(20, 3);
    // Flat against chequers: no covariance, so next to nothing is alike but the mean.
    expect(quality.reconstruction.ssim.value).toBeLessThan(0.1);
    // The samples lack the chequers.
    const { generated, real } = quality.samples!;
    expect(generated.frechet.lowest).toBeGreaterThan(10 * real.frechet.highest);
    expect(generated.precision.mean).toBe(0);
    expect(real.precision.mean).toBeGreaterThan(0.5);
    expect(done).toEqual(Array.from({ length: 80 }, (_, index) => index + 1));
  });

  it("says nothing about samples where there are too few images", async () => {
    const quality = await measureSampleQuality(flatVae, chequers(12, 4), { seed: 1 });
    expect(quality.samples).toBeUndefined();
  });

  it("stops when aborted", async () => {
    const reason = new Error("enough");
    const run = measureSampleQuality(flatVae, chequers(40, 8), {
      seed: 1,
      signal: AbortSignal.abort(reason),
    });
    await expect(run).rejects.toBe(reason);
  });
});

describe("drawTrainingPictures", () => {
  it("shows reconstructions, samples, and the dimensions that matter first", async () => {
    const before = memory().numTensors;
    const images = chequers(40, 8);
    const { reconstructions, samples, traversals } = await drawTrainingPictures(flatVae, images, { seed: 1 });
    expect(memory().numTensors).toBe(before);
    expect(reconstructions).toHaveLength(6);
    for (const { input, mean: reconstruction, deviation } of reconstructions) {
      expect(images.pixels).toContain(input);
      const level = input.reduce((sum, value) => sum + value / input.length, 0);
      expect(reconstruction[7]).toBeCloseTo(level, 5);
      expect(deviation[7]).toBeCloseTo(0.2, 5);
    }
    expect(new Set(samples.map(([level]) => level)).size).toBe(samples.length);
    expect(traversals.map(({ dimension }) => dimension)).toEqual([1, 0]);
    const [second, first] = traversals.map((each) => each.images.map(([level]) => level as number));
    for (const [index, step] of traversalSteps.entries()) {
      expect(second?.[index]).toBeCloseTo(0.5 + 0.1 * step, 5);
      expect(first?.[index]).toBeCloseTo(reconstructions[0]?.mean[0] as number, 5);
    }
    // The mean of half the squares of -1 to 0.95 in steps of a twentieth.
    expect(traversals[0]?.nats).toBeCloseTo(0.166875, 4);
    expect(traversals[1]?.nats).toBeCloseTo(0, 6);
  });
});
