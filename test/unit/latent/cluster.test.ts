import { describe, expect, it } from "vitest";
import { mulberry32 } from "../../../src/evaluation/seeded-random.ts";
import { clusterByCentres } from "../../../src/latent/cluster/centres.ts";
import { clusterByDensity } from "../../../src/latent/cluster/density.ts";
import { adjustedRandIndex, noise, silhouette } from "../../../src/latent/cluster/quality.ts";
import { distanceMatrix } from "../../../src/latent/distances.ts";

/** Three heaps far apart, and their true names. */
function heaps(each: number): { vectors: number[][]; truth: number[] } {
  const next = mulberry32(3);
  const truth = [0, 1, 2].flatMap((heap) => new Array<number>(each).fill(heap));
  return { truth, vectors: truth.map((heap) => [10 * heap + next(), next() - 5 * heap, next()]) };
}

describe("clusters", () => {
  it("finds as many as there are, by centres and by density", () => {
    const { vectors, truth } = heaps(30);
    const centres = clusterByCentres(vectors, distanceMatrix(vectors));
    expect(adjustedRandIndex(centres.clusters, truth)).toBe(1);
    expect(new Set(centres.clusters).size).toBe(3);
    expect(centres.tried.map(({ count }) => count)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(adjustedRandIndex(clusterByDensity(vectors).clusters, truth)).toBe(1);
  });

  it("gives the same clusters for the same seed", () => {
    const { vectors } = heaps(20);
    const distances = distanceMatrix(vectors);
    expect(clusterByCentres(vectors, distances, { seed: 7 })).toEqual(
      clusterByCentres(vectors, distances, { seed: 7 }),
    );
  });

  it("leaves out what lies between dense places", () => {
    const { vectors } = heaps(30);
    const { clusters } = clusterByDensity([...vectors, [5, -2, 30]]);
    expect(clusters.at(-1)).toBe(noise);
    expect(new Set(clusters.slice(0, -1))).toEqual(new Set([0, 1, 2]));
  });

  it("lets those follow that were not clustered themselves", () => {
    const { vectors, truth } = heaps(900);
    expect(adjustedRandIndex(clusterByDensity(vectors).clusters, truth)).toBeGreaterThan(0.99);
  });

  it("says why it cannot cluster three images", () => {
    expect(() => clusterByCentres([[1], [2], [3]], new Float32Array(9))).toThrow("at least four");
  });
});

describe("silhouette", () => {
  it("is what the definition gives for four points on a line", () => {
    const distances = distanceMatrix([[0], [1], [10], [11]]);
    // a = 1 for all; b = 10.5 for the outer, 9.5 for the inner ones.
    const expected = ((10.5 - 1) / 10.5 + (9.5 - 1) / 9.5) / 2;
    expect(silhouette(distances, [0, 0, 1, 1])).toBeCloseTo(expected, 6);
  });

  it("leaves out what belongs to no cluster, and is not known for one cluster", () => {
    const distances = distanceMatrix([[0], [1], [10], [11], [500]]);
    expect(silhouette(distances, [0, 0, 1, 1, noise])).toBeCloseTo(
      silhouette(distanceMatrix([[0], [1], [10], [11]]), [0, 0, 1, 1]),
      6,
    );
    expect(silhouette(distances, [0, 0, 0, 0, 0])).toBeNaN();
  });
});

describe("adjusted Rand index", () => {
  it("does not depend on names, and is about 0 by chance", () => {
    expect(adjustedRandIndex([0, 0, 1, 1], ["b", "b", "a", "a"])).toBe(1);
    const next = mulberry32(1);
    const draw = () => Array.from({ length: 3000 }, () => Math.floor(3 * next()));
    expect(Math.abs(adjustedRandIndex(draw(), draw()))).toBeLessThan(0.01);
  });
});
