import { describe, expect, it } from "vitest";
import { compareSets } from "../../../../src/evaluation/sample-quality/compare-sets.ts";
import { peakSignalToNoise } from "../../../../src/evaluation/sample-quality/psnr.ts";
import { mulberry32 } from "../../../../src/evaluation/seeded-random.ts";

const next = mulberry32(5);
const vectors = (count: number, shift: number) =>
  Array.from({ length: count }, () => [shift + next(), next(), next()]);
const patients = Array.from({ length: 80 }, (_, index) => `p${index % 8}`);

describe("compareSets", () => {
  it("finds generated images of the same kind as good as real ones", () => {
    const { generated, real, images, halvings } = compareSets(vectors(80, 0), patients, vectors(80, 0)) ?? {};
    expect({ images, halvings }).toEqual({ images: 40, halvings: 5 });
    expect(generated?.frechet.mean).toBeLessThan(0.05);
    expect(real?.frechet.mean).toBeLessThan(0.05);
    expect(generated?.precision.mean).toBeGreaterThan(0.7);
    expect(generated?.recall.mean).toBeGreaterThan(0.7);
  });

  it("finds shifted ones far from them", () => {
    const { generated } = compareSets(vectors(80, 0), patients, vectors(80, 3)) ?? {};
    expect(generated?.frechet.lowest).toBeGreaterThan(8);
    expect(generated?.frechet.highest).toBeLessThan(10);
    expect(generated).toMatchObject({ precision: { mean: 0 }, recall: { mean: 0 } });
  });

  it("does not divide a patient's images, and says nothing about too few", () => {
    const one = Array.from({ length: 80 }, () => "p");
    expect(compareSets(vectors(80, 0), one, vectors(80, 0))).toBeUndefined();
    expect(compareSets(vectors(18, 0), patients.slice(0, 18), vectors(18, 0))).toBeUndefined();
    expect(() => compareSets(vectors(80, 0), patients, vectors(8, 0))).toThrow(RangeError);
  });

  it("gives the same figures for the same seed", () => {
    const [real, generated] = [vectors(80, 0), vectors(90, 0.1)];
    expect(compareSets(real, patients, generated)).toEqual(compareSets(real, patients, generated));
    expect(compareSets(real, patients, generated, { seed: 2 })).not.toEqual(
      compareSets(real, patients, generated),
    );
  });
});

describe("peakSignalToNoise", () => {
  it("is in dB, and infinite without noise", () => {
    expect(peakSignalToNoise([0, 1], [0.1, 0.9])).toBeCloseTo(20, 9);
    expect(peakSignalToNoise([0.5, 0.5, 0, 0], [0.5, 0.5, 0, 0.2])).toBeCloseTo(20, 9);
    expect(peakSignalToNoise([0.5], [0.5])).toBe(Number.POSITIVE_INFINITY);
  });
});
