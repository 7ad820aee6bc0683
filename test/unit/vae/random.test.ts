import { describe, expect, it } from "vitest";
import { Random } from "../../../src/vae/random.ts";

describe("Random", () => {
  it("repeats itself for a seed, differs between seeds", () => {
    const draw = (seed: number) =>
      Array.from(
        { length: 5 },
        (
          (random) => () =>
            random.next()
        )(new Random(seed)),
      );
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
    expect(draw(7)).not.toEqual(draw(7 + 2 ** 32));
  });

  it("goes on from its state", () => {
    const random = new Random(3);
    random.normals(101);
    const other = new Random(random.state);
    expect(other.normals(9)).toEqual(random.normals(9));
    expect(other.state).toEqual(random.state);
  });

  it("gives uniform and normal numbers", () => {
    const random = new Random(1);
    const uniform = Array.from({ length: 20_000 }, () => random.next());
    const normal = random.normals(20_000);
    const mean = (values: ArrayLike<number>) =>
      Array.from(values).reduce((sum, x) => sum + x, 0) / values.length;
    expect(mean(uniform)).toBeCloseTo(0.5, 1.5);
    expect(Math.min(...uniform)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...uniform)).toBeLessThan(1);
    expect(Math.abs(mean(normal))).toBeLessThan(0.03);
    expect(Math.abs(mean(normal.map((x) => x * x)) - 1)).toBeLessThan(0.05);
    expect(Math.abs(mean(normal.map((x) => x ** 4)) - 3)).toBeLessThan(0.3);
  });

  it("shuffles without loss", () => {
    const order = new Random(1).permutation(100);
    expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, i) => i));
    expect([...order]).not.toEqual([...order].sort((a, b) => a - b));
  });
});
