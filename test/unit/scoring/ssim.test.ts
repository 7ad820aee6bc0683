import { describe, expect, it } from "vitest";
import { ssimMap } from "../../../src/scoring/ssim.ts";
import { random } from "./fixtures.ts";

const [height, width] = [17, 15];
const size = height * width;
const everywhere = new Uint8Array(size).fill(1);
const noise = (seed: number) => {
  const next = random(seed);
  return Float32Array.from({ length: size }, () => next());
};
const map = (a: Float32Array, b: Float32Array, mask = everywhere) => ssimMap(a, b, mask, height, width);

describe("ssimMap", () => {
  it("is 0 for an image like its reconstruction, up to 2 for the opposite", () => {
    const image = noise(1);
    for (const value of map(image, image)) expect(value).toBeCloseTo(0, 6);
    const opposite = map(
      image,
      image.map((value) => 1 - value),
    );
    expect(Math.min(...opposite)).toBeGreaterThan(1.5);
    expect(Math.max(...opposite)).toBeLessThanOrEqual(2);
  });

  it("compares the means of flat images, at the border as in the middle", () => {
    const result = map(new Float32Array(size).fill(0.8), new Float32Array(size).fill(0.2));
    const expected = 1 - (2 * 0.8 * 0.2 + 1e-4) / (0.64 + 0.04 + 1e-4);
    for (const value of result) expect(value).toBeCloseTo(expected, 4);
  });

  it("is the paper's formula around each pixel, the window cut at the border", () => {
    const [image, other] = [noise(2), noise(3)];
    const result = map(image, other);
    for (const [row, column] of [
      [8, 7],
      [0, 0],
      [16, 3],
    ] as const) {
      expect(result[row * width + column]).toBeCloseTo(1 - similarity(image, other, row, column), 5);
    }
  });

  it("is 0 outside the mask, where the reconstruction does not matter either", () => {
    const mask = Uint8Array.from(everywhere, (_, index) => (index % width < 8 ? 1 : 0));
    const image = noise(4).map((value, index) => value * mask[index]!);
    const elsewhere = image.map((value, index) => (mask[index] ? value : 5));
    for (const value of map(image, elsewhere, mask)) expect(value).toBeCloseTo(0, 6);
  });
});

/** SSIM of one pixel from its window, without any separation. */
function similarity(a: Float32Array, b: Float32Array, row: number, column: number): number {
  const window: { readonly weight: number; readonly x: number; readonly y: number }[] = [];
  for (let r = Math.max(0, row - 5); r <= Math.min(height - 1, row + 5); r++) {
    for (let c = Math.max(0, column - 5); c <= Math.min(width - 1, column + 5); c++) {
      const weight = Math.exp(-((r - row) ** 2 + (c - column) ** 2) / (2 * 1.5 ** 2));
      window.push({ weight, x: a[r * width + c]!, y: b[r * width + c]! });
    }
  }
  const total = window.reduce((sum, { weight }) => sum + weight, 0);
  const mean = (of: (x: number, y: number) => number) =>
    window.reduce((sum, { weight, x, y }) => sum + (weight * of(x, y)) / total, 0);
  const [mx, my] = [mean((x) => x), mean((_, y) => y)];
  const [vx, vy] = [mean((x) => (x - mx) ** 2), mean((_, y) => (y - my) ** 2)];
  const covariance = mean((x, y) => (x - mx) * (y - my));
  return ((2 * mx * my + 1e-4) * (2 * covariance + 9e-4)) / ((mx ** 2 + my ** 2 + 1e-4) * (vx + vy + 9e-4));
}
