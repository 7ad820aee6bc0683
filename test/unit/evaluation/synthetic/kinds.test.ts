import { describe, expect, it } from "vitest";
import { lesionShape } from "../../../../src/evaluation/synthetic/lesion-shape.ts";
import type { AnomalyTarget, Donor } from "../../../../src/evaluation/synthetic/target.ts";
import {
  type AnomalyKind,
  anomalyKinds,
  implantAnomaly,
  variants,
} from "../../../../src/evaluation/synthetic/variants.ts";
import { random } from "../../scoring/fixtures.ts";

const [rows, columns] = [64, 72];
const centre = { row: 30, column: 36 };

/** A slope with noise: edges, gradients and texture for every kind to work on. */
function picture(seed: number): Float32Array {
  const next = random(seed);
  return Float32Array.from({ length: rows * columns }, (_, index) => {
    const [row, column] = [Math.floor(index / columns), index % columns];
    return 300 + 2 * row + column + 20 * Math.sin(column / 3) + 30 * next();
  });
}

const shape = lesionShape(rows, columns, { centre, radii: { row: 12, column: 12 }, softness: 0.15, seed: 3 });
const target: AnomalyTarget = { pixels: picture(1), rows, columns, shape, spread: 200 };
const donor: Donor = {
  pixels: picture(2),
  rows,
  columns,
  centre: { row: 33, column: 30 },
  gain: 0.5,
  offset: 100,
};

const strengthOf = (kind: AnomalyKind) => variants.find((variant) => variant.kind === kind)!.strength;
const implant = (
  kind: AnomalyKind,
  parts: { target?: AnomalyTarget; donor?: Donor | undefined; seed?: number } = {},
) =>
  implantAnomaly(parts.target ?? target, {
    kind,
    strength: strengthOf(kind),
    scale: 1,
    donor: "donor" in parts ? parts.donor : donor,
    seed: parts.seed ?? 5,
  })!;
const within = (mask: Uint8Array) => [...mask.keys()].filter((index) => mask[index]);
const mean = (values: readonly number[]) => values.reduce((sum, x) => sum + x, 0) / values.length;
const deviation = (values: readonly number[]) => Math.sqrt(mean(values.map((x) => (x - mean(values)) ** 2)));

describe.each(anomalyKinds)("%s", (kind) => {
  const changed = implant(kind);

  it("changes what is inside, nothing beyond the edge, and not the image it was given", () => {
    const inside = within(shape.mask).filter((index) => shape.weights[index] === 1);
    const share = mean(inside.map((index) => (changed[index] === target.pixels[index] ? 0 : 1)));
    expect(share).toBeGreaterThan(0.95);
    const outside = [...changed.keys()].filter((index) => shape.weights[index] === 0);
    expect(outside.filter((index) => changed[index] !== target.pixels[index])).toEqual([]);
    expect(target.pixels).toEqual(picture(1));
  });

  it("is the same for the same seed, and finite", () => {
    expect(implant(kind)).toEqual(changed);
    expect(changed.every(Number.isFinite)).toBe(true);
  });
});

describe("brighter and darker", () => {
  it("change by the contrast times the spread", () => {
    const middle = centre.row * columns + centre.column;
    expect(implant("brighter")[middle]! - target.pixels[middle]!).toBeCloseTo(0.2 * 200, 3);
    expect(implant("darker")[middle]! - target.pixels[middle]!).toBeCloseTo(-0.2 * 200, 3);
  });
});

describe("source and sink", () => {
  const disc = (radius: number) =>
    Float32Array.from({ length: rows * columns }, (_, index) => {
      const [row, column] = [Math.floor(index / columns), index % columns];
      return Math.hypot(row - centre.row, column - centre.column) <= radius ? 100 : 0;
    });
  const area = (pixels: Float32Array) => pixels.filter((value) => value > 50).length;

  it("make what lies at the centre larger, or smaller, without new intensities", () => {
    const small = { ...target, pixels: disc(5) };
    expect(area(implant("source", { target: small }))).toBeGreaterThan(1.4 * area(small.pixels));
    expect(area(implant("sink", { target: small }))).toBeLessThan(0.7 * area(small.pixels));
    for (const kind of ["source", "sink"] as const) {
      expect(implant(kind, { target: small }).every((value) => value >= 0 && value <= 100)).toBe(true);
    }
  });

  it("refuse to fold the image over", () => {
    const options = { scale: 1, donor: undefined, seed: 1 };
    expect(() => implantAnomaly(target, { ...options, kind: "source", strength: 1 })).toThrow(RangeError);
  });
});

describe("foreignPatch", () => {
  it("shows the donor's patch, in the target's intensities", () => {
    const changed = implant("foreignPatch");
    for (const [dr, dc] of [
      [0, 0],
      [3, -4],
    ] as const) {
      const given = donor.pixels[(donor.centre.row + dr) * columns + donor.centre.column + dc]!;
      expect(changed[(centre.row + dr) * columns + centre.column + dc]).toBeCloseTo(0.5 * given + 100, 3);
    }
  });

  it("needs a donor, as the blended one does", () => {
    expect(implant("foreignPatch", { donor: undefined })).toBeUndefined();
    expect(implant("poissonBlend", { donor: undefined })).toBeUndefined();
  });
});

describe("poissonBlend", () => {
  it("has the donor's Laplacian inside and the target's values around", () => {
    const changed = implant("poissonBlend");
    const laplacian = (pixels: Float32Array, index: number) =>
      4 * pixels[index]! -
      pixels[index - 1]! -
      pixels[index + 1]! -
      pixels[index - columns]! -
      pixels[index + columns]!;
    const shift = (donor.centre.row - centre.row) * columns + donor.centre.column - centre.column;
    for (const index of within(shape.mask)) {
      const wanted = donor.gain * laplacian(donor.pixels, index + shift);
      expect(Math.abs(laplacian(changed, index) - wanted)).toBeLessThan(0.2);
    }
  });

  it("gives back the target where the donor is the target, a constant apart", () => {
    const same: Donor = { pixels: target.pixels, rows, columns, centre, gain: 1, offset: 77 };
    const changed = implant("poissonBlend", { donor: same });
    for (const index of within(shape.mask)) {
      expect(Math.abs(changed[index]! - target.pixels[index]!)).toBeLessThan(1);
    }
  });
});

describe("blur", () => {
  it("takes texture away and keeps the mean", () => {
    const inner = within(shape.mask).filter((index) => shape.weights[index] === 1);
    const flat = { ...target, pixels: Float32Array.from(picture(1), (x, i) => x - picture0[i]!) };
    const changed = implant("blur", { target: flat });
    const before = inner.map((index) => flat.pixels[index]!);
    const after = inner.map((index) => changed[index]!);
    expect(deviation(after)).toBeLessThan(0.5 * deviation(before));
    expect(mean(after)).toBeCloseTo(mean(before), 0);
  });
  const picture0 = Float32Array.from({ length: rows * columns }, (_, index) => {
    const [row, column] = [Math.floor(index / columns), index % columns];
    return 2 * row + column + 20 * Math.sin(column / 3);
  });
});

describe("isoTexture", () => {
  it("has the mean of what was there, another texture, and another one for another seed", () => {
    const changed = implant("isoTexture");
    const sum = (pixels: Float32Array) => pixels.reduce((total, x) => total + x, 0);
    expect(sum(changed) / sum(target.pixels)).toBeCloseTo(1, 6);
    const difference = within(shape.mask).map((index) => changed[index]! - target.pixels[index]!);
    expect(deviation(difference)).toBeGreaterThan(20);
    expect(implant("isoTexture", { seed: 6 })).not.toEqual(changed);
  });
});
