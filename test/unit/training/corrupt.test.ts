import { describe, expect, it } from "vitest";
import brainFlair from "../../../assets/presets/brain-flair.json" with { type: "json" };
import { createBatcher } from "../../../src/training/batches.ts";
import { corrupt } from "../../../src/training/corrupt.ts";
import { type Denoising, parsePreset } from "../../../src/training/preset.ts";
import { Random } from "../../../src/vae/random.ts";
import { ellipses, presetOf } from "./tiny-run.ts";

const size = { height: 24, width: 32 };
const pixels = size.height * size.width;
const deviationOf = (values: readonly number[]) => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
};

/** A grey image whose left quarter is outside of the mask, after a corruption. */
function run(denoising: Denoising, seed = 3) {
  const images = new Float32Array(pixels).fill(0.5);
  const masks = Uint8Array.from({ length: pixels }, (_, index) => (index % size.width < 8 ? 0 : 1));
  const changed = corrupt(images, masks, 0, size, denoising, new Random(seed));
  const inside = [...images].filter((_, index) => masks[index] === 1);
  const outside = [...images].filter((_, index) => masks[index] === 0);
  return { images, changed, inside, outside };
}

const kinds: Record<string, Denoising> = {
  coarse: { deviation: 0.2, probability: 0.9, gridSides: [4] },
  islands: {
    deviation: 0.2,
    probability: 0.9,
    gridSides: [4],
    islands: { share: 1, level: [0.2, 0.4], edge: 0.3, amplitude: [0.2, 0.3], bright: 0.8 },
  },
  gaussian: { kind: "gaussianNoise", deviation: 0.1, probability: 0.9 },
  zero: { kind: "contextMask", probability: 0.9, rectangles: 3, sides: [0.2, 0.5], fill: "zero" },
  noise: { kind: "contextMask", probability: 0.9, rectangles: 3, sides: [0.2, 0.5], fill: "noise" },
  none: { kind: "none" },
};

describe.each(Object.entries(kinds))("denoising of %s", (name, denoising) => {
  it("changes the encoder's input within the mask, never the target", () => {
    const images = ellipses(8);
    const preset = { ...presetOf(1), denoising };
    const batch = createBatcher(
      images,
      preset,
      8,
    )(
      Int32Array.from({ length: 8 }, (_, i) => i),
      new Random(1),
    );
    const clean = createBatcher(images, { ...preset, denoising: { kind: "none" } }, 8);
    const { target } = clean(
      Int32Array.from({ length: 8 }, (_, i) => i),
      new Random(1),
    );
    expect(batch.target).toEqual(target);
    expect(batch.corrupted).not.toBe(batch.target);
    if (name === "none") expect(batch.corrupted).toEqual(batch.target);
    else expect(batch.corrupted).not.toEqual(batch.target);
    expect(run(denoising).outside.every((value) => value === 0.5)).toBe(true);
  });

  it("is the same for the same seed", () => {
    expect(run(denoising).images).toEqual(run(denoising).images);
  });

  it("comes with its probability", () => {
    const changed = Array.from({ length: 200 }, (_, seed) => run(denoising, seed).changed).filter(Boolean);
    if (name === "none") expect(changed).toHaveLength(0);
    else expect(Math.abs(changed.length / 200 - 0.9)).toBeLessThan(0.07);
  });
});

describe("coarseNoise with islands", () => {
  const changes = (bright: number) =>
    Array.from({ length: 40 }, (_, seed) => {
      const options: Denoising = {
        deviation: 1,
        probability: 1,
        gridSides: [4],
        islands: { share: 1, level: [0.2, 0.4], edge: 0.3, amplitude: [0.2, 0.3], bright },
      };
      return run(options, seed).inside.map((value) => value - 0.5);
    });

  it("raises parts of the image by one amplitude and leaves the rest", () => {
    for (const change of changes(1)) {
      const highest = Math.max(...change);
      expect(Math.min(...change)).toBe(0);
      expect(highest).toBeLessThanOrEqual(0.3 + 1e-6);
      if (highest < 0.2 - 1e-6) continue;
      expect(change.filter((value) => Math.abs(value - highest) < 1e-6).length).toBeGreaterThan(1);
    }
    const reached = changes(1).filter((change) => Math.max(...change) >= 0.2 - 1e-6);
    expect(reached.length).toBeGreaterThan(30);
  });

  it("lowers them where they are to be darker", () => {
    for (const change of changes(0)) expect(Math.max(...change)).toBe(0);
  });
});

describe("gaussianNoise", () => {
  it("is fine, of the deviation asked for", () => {
    const { images, inside } = run({ kind: "gaussianNoise", deviation: 0.1, probability: 1 });
    expect(Math.abs(deviationOf(inside) - 0.1)).toBeLessThan(0.01);
    // Neighbours are independent: their differences are larger than either by the root of two.
    const steps = Array.from({ length: 300 }, (_, index) => {
      const at = Math.floor(index / 20) * size.width + 9 + (index % 20);
      return (images[at + 1] as number) - (images[at] as number);
    });
    expect(Math.abs(deviationOf(steps) - 0.1 * Math.SQRT2)).toBeLessThan(0.03);
  });
});

describe("contextMask", () => {
  type ContextMask = Extract<Denoising, { kind: "contextMask" }>;
  const masked = (fields: Partial<ContextMask>): ContextMask => ({
    kind: "contextMask",
    probability: 1,
    rectangles: 1,
    sides: [0.5, 0.5],
    fill: "zero",
    ...fields,
  });

  it("covers a rectangle with nothing", () => {
    for (let seed = 0; seed < 20; seed += 1) {
      const covered = [...run(masked({}), seed).images].flatMap((value, index) =>
        value === 0 ? [index] : [],
      );
      const rows = new Set(covered.map((index) => Math.floor(index / size.width)));
      const columns = new Set(covered.map((index) => index % size.width));
      expect(rows.size).toBe(12);
      // Half of the width, less what lies outside of the mask.
      expect(columns.size).toBeLessThanOrEqual(16);
      expect(columns.size).toBeGreaterThanOrEqual(8);
      expect(covered).toHaveLength(rows.size * columns.size);
    }
  });

  it("covers it with noise of all intensities", () => {
    const covered = run(masked({ fill: "noise" })).inside.filter((value) => value !== 0.5);
    expect(Math.min(...covered)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...covered)).toBeLessThan(1);
    expect(Math.abs(deviationOf(covered) - Math.sqrt(1 / 12))).toBeLessThan(0.05);
  });

  it("makes up to as many rectangles as allowed", () => {
    const share = (rectangles: number) => {
      const settings = masked({ rectangles, sides: [0.2, 0.2] });
      const covered = Array.from(
        { length: 50 },
        (_, seed) => run(settings, seed).inside.filter((v) => v === 0).length,
      );
      return covered.reduce((sum, count) => sum + count, 0);
    };
    expect(share(6)).toBeGreaterThan(2 * share(1));
  });
});

describe("a preset's denoising", () => {
  const withDenoising = (denoising: unknown) => parsePreset({ ...brainFlair, denoising });

  it("is coarse noise where no kind is named, and leaves the settings as they are written", () => {
    const preset = parsePreset(brainFlair);
    // The fingerprint of a checkpoint is made of this text: one of an earlier version must stay valid.
    expect(JSON.stringify(preset.denoising)).toBe(JSON.stringify(brainFlair.denoising));
    expect(withDenoising({ ...brainFlair.denoising, kind: "coarseNoise" }).denoising.kind).toBe(
      "coarseNoise",
    );
  });

  it.each(Object.values(kinds))("is read as %o", (denoising) => {
    expect(withDenoising(denoising).denoising).toEqual(denoising);
  });

  it.each([
    [{ kind: "blur" }, /denoising/],
    [{ kind: "gaussianNoise", probability: 1 }, /denoising\.deviation/],
    [{ deviation: 0.2, probability: 2, gridSides: [4] }, /denoising\.probability/],
    [{ ...kinds.zero, sides: [0.5, 0.2] }, /denoising\.sides.*smaller/],
  ])("names what is wrong with %o", (denoising, message) => {
    expect(() => withDenoising(denoising)).toThrow(message);
  });
});
