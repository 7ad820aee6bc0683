import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ModelFormatError, NotApplicableError } from "../../../src/errors/index.ts";
import type { Frame } from "../../../src/imaging/frame.ts";
import { prepare } from "../../../src/imaging/prepare.ts";
import type { PreprocessingStep } from "../../../src/imaging/preprocessing.ts";
import { brainSteps, chestSteps, headFrame, modelSize } from "./frames.ts";

function largestDifference(a: Float32Array, b: Float32Array): number {
  return a.reduce((most, x, i) => Math.max(most, Math.abs(x - b[i]!)), 0);
}

describe("prepare", () => {
  it("stretches the foreground's box over the input and keeps the way back", () => {
    const frame = headFrame({ rows: 200, columns: 300, radiusRow: 80, radiusColumn: 70, low: 0, high: 100 });
    const input = prepare(frame, brainSteps, modelSize);
    expect(input.pixels).toHaveLength(128 * 128);
    // 0.5 % of an ellipse's pixels lie beyond 0.969 of its half axis at either end.
    expect(input.affine.scaleRow).toBeCloseTo((2 * 0.969 * 80) / 120, 1);
    expect(input.affine.scaleColumn).toBeCloseTo((2 * 0.969 * 70) / 100, 1);
    const centre = 63.5;
    expect(input.affine.scaleRow * centre + input.affine.offsetRow).toBeCloseTo(99.5, 0);
    expect(input.affine.scaleColumn * centre + input.affine.offsetColumn).toBeCloseTo(149.5, 0);
    expect(input.statistics.aspect).toBeCloseTo(70 / 80, 1);
    expect(input.statistics.foreground).toBeCloseTo((Math.PI * 80 * 70) / (200 * 300), 1);
  });

  it("brings the median of the depth to the bundle's value and zeroes what is outside the mask", () => {
    const input = prepare(headFrame({}), brainSteps, modelSize);
    const deep = input.pixels.filter((_, i) => input.depth[i]! > 14).sort();
    expect(deep[deep.length >> 1]).toBeCloseTo(0.4, 5);
    expect(input.pixels.every((x, i) => x >= 0 && x <= 1 && (input.mask[i] === 1 || x === 0))).toBe(true);
    expect(input.depth.every((d, i) => (input.mask[i] === 1 ? d >= 1 : d === 0))).toBe(true);
  });

  it.each([
    ["brain", brainSteps],
    ["chest", chestSteps],
  ])("does not depend on a linear change of intensities (%s)", (_, steps) => {
    const frame = headFrame({ texture: true, rows: 90, columns: 110 });
    const input = prepare(frame, steps, modelSize);
    const slope = fc.double({ min: 0.05, max: 40, noNaN: true });
    const intercept = fc.double({ min: -2000, max: 2000, noNaN: true });
    fc.assert(
      fc.property(slope, intercept, (a, b) => {
        const changed = prepare({ ...frame, pixels: frame.pixels.map((x) => a * x + b) }, steps, modelSize);
        expect(changed.mask).toEqual(input.mask);
        expect(changed.affine).toEqual(input.affine);
        // float32 keeps 2000 to about 1e-4, which is 1e-5 of the contrast at the smallest slope.
        expect(largestDifference(changed.pixels, input.pixels)).toBeLessThan(2e-4);
      }),
      { numRuns: 20 },
    );
  });

  it("inverts MONOCHROME1 and keeps padding dark", () => {
    const frame = headFrame({ texture: true });
    const highest = Math.max(...frame.pixels);
    const lowest = Math.min(...frame.pixels);
    const padding = new Uint8Array(frame.pixels.length);
    padding.fill(1, 0, frame.columns * 3);
    const inverted = frame.pixels.map((x, i) => (padding[i] ? lowest : highest + lowest - x));
    const input = prepare(
      { ...frame, pixels: inverted, padding, photometricInterpretation: "MONOCHROME1" },
      brainSteps,
      modelSize,
    );
    const dark = { ...frame, pixels: frame.pixels.map((x, i) => (padding[i] ? lowest : x)) };
    const expected = prepare(dark, brainSteps, modelSize);
    expect(input.mask).toEqual(expected.mask);
    expect(largestDifference(input.pixels, expected.pixels)).toBeLessThan(1e-5);
  });

  it("trims dark borders, scales between percentiles and settles the median by gamma", () => {
    const frame = headFrame({ rows: 160, columns: 160, radiusRow: 400, radiusColumn: 400, texture: true });
    const pixels = frame.pixels.map((x, i) => {
      const row = Math.floor(i / 160);
      const column = i % 160;
      return row < 20 || row >= 150 || column < 30 ? 0 : x;
    });
    const input = prepare({ ...frame, pixels }, chestSteps, modelSize);
    expect(input.affine.scaleRow).toBeCloseTo(130 / 128, 5);
    expect(input.affine.scaleColumn).toBeCloseTo(130 / 128, 5);
    expect(input.affine.offsetRow).toBeCloseTo(20 + 130 / 256 - 0.5, 5);
    expect(input.mask.every((m) => m === 1)).toBe(true);
    const centre: number[] = [];
    for (let r = 20; r < 108; r++) for (let c = 20; c < 108; c++) centre.push(input.pixels[r * 128 + c]!);
    centre.sort((a, b) => a - b);
    expect((centre[centre.length / 2 - 1]! + centre[centre.length / 2]!) / 2).toBeCloseTo(0.5, 3);
  });

  it("refuses images that show nothing", () => {
    const frame = headFrame({});
    const constant = { ...frame, pixels: new Float32Array(frame.pixels.length).fill(7) };
    expect(() => prepare(constant, brainSteps, modelSize)).toThrow(NotApplicableError);
    const speck = { ...frame, pixels: new Float32Array(frame.pixels.length) };
    speck.pixels[5000] = 1000;
    expect(() => prepare(speck, brainSteps, modelSize)).toThrow(/stands out from its background/);
  });

  it("refuses steps in an order that makes no sense", () => {
    const frame = headFrame({});
    const [foreground, crop, scale] = brainSteps;
    expect(() => prepare(frame, [crop!, scale!], modelSize)).toThrow(ModelFormatError);
    expect(() => prepare(frame, [foreground!, scale!, crop!], modelSize)).toThrow(/after a step that scales/);
    expect(() => prepare(frame, [foreground!, crop!], modelSize)).toThrow(/never scales/);
  });

  it("takes small, large and non-square images", () => {
    for (const [rows, columns] of [
      [8, 8],
      [8, 24],
      [1024, 700],
      [4096, 4096],
    ] as const) {
      const frame = headFrame({ rows, columns, radiusRow: rows * 0.4, radiusColumn: columns * 0.4 });
      const input = prepare(frame, brainSteps, modelSize);
      // Of a few pixels, half a pixel more on each side is a large share.
      expect(input.statistics.foreground).toBeCloseTo(Math.PI * 0.16, rows === 8 ? 0 : 1);
      expect(input.mask[64 * 128 + 64]).toBe(1);
      expect(input.mask[0]).toBe(0);
    }
  });

  it("uses the pixel spacing for the shape of the foreground", () => {
    const spacing = { row: 2, column: 0.5 };
    const frame = headFrame({ rows: 60, columns: 240, radiusRow: 25, radiusColumn: 100 });
    const input = prepare({ ...frame, spacing }, brainSteps, modelSize);
    expect(input.statistics.aspect).toBeCloseTo(1, 1);
    expect(input.affine.scaleColumn / input.affine.scaleRow).toBeCloseTo((4 * 120) / 100, 1);
  });

  it("measures smoothness before intensities are scaled, whatever unit they are in", () => {
    const steps: readonly PreprocessingStep[] = [
      { step: "measureSmoothness", size: 64, margin: 0.125, floor: 0.0005 },
      ...chestSteps,
    ];
    const frame = headFrame({ texture: true });
    const smoothness = (one: Frame) => prepare(one, steps, modelSize).statistics.smoothness!;
    const own = smoothness(frame);
    expect(smoothness({ ...frame, pixels: frame.pixels.map((value) => 3 * value - 1000) })).toBeCloseTo(
      own,
      4,
    );
    expect(smoothness(headFrame({ texture: false }))).toBeGreaterThan(own);
    // All but two stripes at half the contrast: smoother, though each image's own scaling would hide it.
    const faint = frame.pixels.map((value) => 120 + (value - 120) / 2);
    const stripe = 8 * frame.columns;
    faint.fill(Math.min(...frame.pixels), 0, stripe).fill(Math.max(...frame.pixels), -stripe);
    expect(smoothness({ ...frame, pixels: faint })).toBeGreaterThan(own + 0.2);
    expect(prepare(frame, chestSteps, modelSize).statistics).not.toHaveProperty("smoothness");
    expect(() => prepare(frame, [...chestSteps, steps[0]!], modelSize)).toThrow(/after a step that scales/);
    expect(() => smoothness({ ...frame, pixels: frame.pixels.map(() => 7) })).toThrow(NotApplicableError);
  });
});
