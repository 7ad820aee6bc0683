import { describe, expect, it } from "vitest";
import { augment } from "../../../src/training/augmentation.ts";
import { addCoarseNoise } from "../../../src/training/coarse-noise.ts";
import type { Augmentation, CoarseNoise } from "../../../src/training/preset.ts";
import { Random } from "../../../src/vae/random.ts";

const size = { height: 24, width: 32 };
const pixels = size.height * size.width;
const none: Augmentation = {
  rotation: 0,
  scale: 0,
  verticalScale: 0,
  shift: 0,
  flip: false,
  gamma: 0,
  pivot: 0.4,
  gain: 0,
};
const full: Augmentation = {
  rotation: 0.12,
  scale: 0.07,
  verticalScale: 0.04,
  shift: 0.03,
  flip: true,
  gamma: 0.12,
  pivot: 0.4,
  gain: 0.04,
};

/** A bright block off the centre, dark elsewhere, with the block as mask. */
function block() {
  const images = new Float32Array(pixels);
  const masks = new Uint8Array(pixels);
  for (let row = 8; row < 14; row += 1) {
    for (let column = 5; column < 12; column += 1) {
      images[row * size.width + column] = 0.5;
      masks[row * size.width + column] = 1;
    }
  }
  return { images, masks, offset: 0 };
}

function run(options: Augmentation, seed: number) {
  const target = { images: new Float32Array(pixels), masks: new Uint8Array(pixels), offset: 0 };
  augment(block(), target, size, options, new Random(seed));
  return target;
}

function centroid(image: ArrayLike<number>) {
  let [sum, x, y] = [0, 0, 0];
  for (let index = 0; index < pixels; index += 1) {
    const value = image[index] as number;
    sum += value;
    x += value * (index % size.width);
    y += value * Math.floor(index / size.width);
  }
  return { x: x / sum, y: y / sum, sum };
}

describe("augment", () => {
  it("leaves an image as it is when nothing is asked", () => {
    const { images, masks } = run(none, 1);
    expect([...images]).toEqual([...block().images]);
    expect([...masks]).toEqual([...block().masks]);
  });

  it("draws the same for the same seed only", () => {
    expect(run(full, 4)).toEqual(run(full, 4));
    expect(run(full, 4)).not.toEqual(run(full, 5));
  });

  it("mirrors left and right about half of the time", () => {
    const columns = Array.from(
      { length: 200 },
      (_, seed) => centroid(run({ ...none, flip: true }, seed).images).x,
    );
    const mirrored = columns.filter((x) => Math.abs(x - (31 - 8)) < 1e-4).length;
    expect(mirrored).toBeGreaterThan(70);
    expect(mirrored).toBeLessThan(130);
    expect(columns.filter((x) => Math.abs(x - 8) < 1e-4)).toHaveLength(200 - mirrored);
  });

  it("shifts within its share of the side and moves the mask along", () => {
    for (let seed = 0; seed < 50; seed += 1) {
      const { images, masks } = run({ ...none, shift: 0.1 }, seed);
      const image = centroid(images);
      const mask = centroid(masks);
      expect(Math.abs(image.x - 8)).toBeLessThanOrEqual(3.2001);
      expect(Math.abs(image.y - 10.5)).toBeLessThanOrEqual(2.4001);
      expect(Math.hypot(mask.x - image.x, mask.y - image.y)).toBeLessThan(0.75);
    }
  });

  it("scales about the centre", () => {
    const sums = Array.from(
      { length: 50 },
      (_, seed) => centroid(run({ ...none, scale: 0.2 }, seed).images).sum,
    );
    expect(Math.max(...sums)).toBeLessThan(21 * 1.2 ** 2 * 1.05);
    expect(Math.min(...sums)).toBeGreaterThan(21 * 0.8 ** 2 * 0.95);
    expect(Math.max(...sums) / Math.min(...sums)).toBeGreaterThan(1.5);
  });

  it("leaves the pivot in place under gamma, and stays within 0 and 1", () => {
    const image = run({ ...none, gamma: 0.5, pivot: 0.5 }, 3).images;
    expect(Math.max(...image)).toBeCloseTo(0.5, 6);
    for (let seed = 0; seed < 20; seed += 1) {
      expect(Math.max(...run({ ...full, pivot: 0.1, gamma: 2 }, seed).images)).toBeLessThanOrEqual(1);
    }
  });
});

describe("addCoarseNoise", () => {
  const options: CoarseNoise = { deviation: 0.2, probability: 1, gridSides: [4] };

  it("changes the foreground only, the same for the same seed", () => {
    const noisy = () => {
      const { images, masks } = block();
      addCoarseNoise(images, masks, 0, size, options, new Random(2));
      return images;
    };
    const { images, masks } = block();
    const changed = [...noisy()].map((value, index) => value !== images[index]);
    expect(changed).toEqual([...masks].map((inside) => inside === 1));
    expect(noisy()).toEqual(noisy());
  });

  it("has about the grid's deviation, less for what bilinear interpolation smooths", () => {
    const random = new Random(6);
    const masks = new Uint8Array(pixels).fill(1);
    let squares = 0;
    for (let repeat = 0; repeat < 100; repeat += 1) {
      const image = new Float32Array(pixels);
      addCoarseNoise(image, masks, 0, size, options, random);
      for (const value of image) squares += value * value;
    }
    const deviation = Math.sqrt(squares / (100 * pixels));
    // The mean of a bilinear weight's square is 2/3 an axis, more at the border where it is held constant.
    expect(deviation).toBeGreaterThan(0.2 * 0.6);
    expect(deviation).toBeLessThan(0.2 * 0.9);
  });

  it("comes with its probability", () => {
    const random = new Random(6);
    const { images, masks } = block();
    const added = Array.from({ length: 400 }, () =>
      addCoarseNoise(images, masks, 0, size, { ...options, probability: 0.7 }, random),
    ).filter(Boolean).length;
    expect(added / 400).toBeGreaterThan(0.6);
    expect(added / 400).toBeLessThan(0.8);
  });
});
