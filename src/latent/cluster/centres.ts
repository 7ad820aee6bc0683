import { kmeans } from "ml-kmeans";
import type { Vectors } from "../distances.ts";
import { silhouette } from "./quality.ts";

export interface CentreClusters {
  /** By image, from 0. */
  readonly clusters: readonly number[];
  /** The silhouette of each number of clusters that was tried; the highest was taken. */
  readonly tried: readonly { readonly count: number; readonly silhouette: number }[];
}

export interface CentreOptions {
  /** Clusters at most. Default 10. */
  readonly most?: number;
  /** Default 1. */
  readonly seed?: number;
  readonly signal?: AbortSignal;
}

/**
 * k-means with as many clusters as give the highest mean silhouette.
 *
 * @param distances of the vectors, [count, count]
 * @throws RangeError when there are fewer than four vectors; the signal's reason when aborted
 */
export function clusterByCentres(
  vectors: Vectors,
  distances: Float32Array,
  { most = 10, seed = 1, signal }: CentreOptions = {},
): CentreClusters {
  if (vectors.length < 4) throw new RangeError("Clustering needs at least four images.");
  const data = vectors.map((vector) => [...vector]);
  const runs = [];
  for (let count = 2; count <= Math.min(most, vectors.length - 1); count++) {
    signal?.throwIfAborted();
    const { clusters } = kmeans(data, count, { seed, initialization: "kmeans++", maxIterations: 200 });
    runs.push({ count, clusters, silhouette: silhouette(distances, clusters) });
  }
  const best = runs.reduce((a, b) => (b.silhouette > a.silhouette ? b : a));
  return {
    clusters: best.clusters,
    tried: runs.map(({ count, silhouette }) => ({ count, silhouette })),
  };
}
