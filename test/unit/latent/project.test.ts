import { describe, expect, it } from "vitest";
import { mulberry32 } from "../../../src/evaluation/seeded-random.ts";
import { distance } from "../../../src/latent/distances.ts";
import { projectByNeighbours, projectLinearly } from "../../../src/latent/project.ts";

const next = mulberry32(5);
const groups = Array.from({ length: 80 }, (_, index) => index % 2);
const vectors = groups.map((group) => Array.from({ length: 8 }, () => next() + 6 * group));

describe("projections", () => {
  it("lays two heaps apart along the first principal direction", () => {
    const { points, explained } = projectLinearly(vectors);
    const [low, high] = [0, 1].map((group) => points.filter((_, index) => groups[index] === group));
    const signs = [low!, high!].map((own) => new Set(own.map(([x]) => Math.sign(x))));
    expect(signs.every((own) => own.size === 1)).toBe(true);
    expect(explained[0]).toBeGreaterThan(0.9);
  });

  it("keeps neighbours together, and draws the same picture for the same seed", async () => {
    const points = await projectByNeighbours(vectors, { seed: 2 });
    const nearestGroup = points.map((point, index) => {
      const others = points.map((other, place) => (place === index ? Infinity : distance(point, other)));
      return groups[others.indexOf(Math.min(...others))];
    });
    expect(nearestGroup).toEqual(groups);
    expect(await projectByNeighbours(vectors, { seed: 2 })).toEqual(points);
  });

  it("stops when it is told to", async () => {
    const abort = new AbortController();
    const run = projectByNeighbours(vectors, {
      signal: abort.signal,
      onProgress: () => abort.abort(new Error("enough")),
    });
    await expect(run).rejects.toThrow("enough");
  });
});
