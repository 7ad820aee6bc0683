import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { implantLesion } from "../../../../src/evaluation/synthetic/lesion.ts";

const rows = 60;
const columns = 80;
const canvas = {
  rows,
  columns,
  pixels: Float32Array.from({ length: rows * columns }, (_, i) => 200 + (i % 7)),
};
const lesion = {
  centre: { row: 30, column: 40 },
  radii: { row: 10, column: 8 },
  contrast: 0.45,
  seed: 5,
};

describe("implantLesion", () => {
  it("brightens the middle by the contrast and leaves what is far away", () => {
    const { pixels, mask } = implantLesion(canvas, lesion);
    const middle = 30 * columns + 40;
    const surroundings = 203;
    expect(pixels[middle]! - canvas.pixels[middle]!).toBeCloseTo(0.45 * surroundings, 0);
    expect(mask[middle]).toBe(1);
    const far = pixels.filter(
      (x, i) => Math.abs(Math.floor(i / columns) - 30) > 16 && x !== canvas.pixels[i],
    );
    expect(far).toHaveLength(0);
    const area = mask.reduce((sum, inside) => sum + inside, 0);
    expect(area / (Math.PI * 10 * 8)).toBeGreaterThan(0.85);
    expect(area / (Math.PI * 10 * 8)).toBeLessThan(1.15);
  });

  it("marks as lesion what changed by at least half, whatever the options", () => {
    const options = fc.record({
      centre: fc.record({ row: fc.double({ min: 20, max: 38, noNaN: true }), column: fc.constant(39.5) }),
      radii: fc.record({
        row: fc.double({ min: 2, max: 18, noNaN: true }),
        column: fc.double({ min: 2, max: 18, noNaN: true }),
      }),
      contrast: fc.constantFrom(-0.5, 0.2, 1),
      softness: fc.double({ min: 0.05, max: 1, noNaN: true }),
      irregularity: fc.double({ min: 0, max: 0.5, noNaN: true }),
      seed: fc.integer({ min: 0, max: 2 ** 31 }),
    });
    const flat = { ...canvas, pixels: new Float32Array(rows * columns).fill(100) };
    fc.assert(
      fc.property(options, (o) => {
        const { pixels, mask } = implantLesion(flat, o);
        const isRight = pixels.every((x, i) => {
          const share = (x - 100) / (o.contrast * 100);
          const isInside = mask[i] === 1;
          return share > -1e-4 && share < 1 + 1e-4 && (isInside ? share > 0.499 : share < 0.501);
        });
        expect(isRight).toBe(true);
      }),
    );
  });

  it("gives another outline for another seed, and the image stays as it was", () => {
    const before = canvas.pixels.slice();
    expect(implantLesion(canvas, lesion)).toEqual(implantLesion(canvas, lesion));
    const masks = [1, 2, 3].map((seed) => implantLesion(canvas, { ...lesion, seed }).mask.join(""));
    expect(new Set(masks).size).toBe(3);
    expect(canvas.pixels).toEqual(before);
  });

  it("has a hard edge at softness 0", () => {
    const { pixels, mask } = implantLesion(canvas, { ...lesion, softness: 0 });
    expect(pixels.every((x, i) => (x !== canvas.pixels[i]) === (mask[i] === 1))).toBe(true);
  });

  it("refuses what does not fit", () => {
    expect(() => implantLesion(canvas, { ...lesion, centre: { row: 5, column: 40 } })).toThrow(
      /beyond the image/,
    );
    expect(() => implantLesion(canvas, { ...lesion, radii: { row: 0, column: 8 } })).toThrow(RangeError);
    expect(() => implantLesion(canvas, { ...lesion, softness: 2 })).toThrow(RangeError);
    expect(() => implantLesion({ ...canvas, rows: 61 }, lesion)).toThrow(/not 61 x 80/);
  });
});
