import { DBSCAN } from "density-clustering";
import { distanceMatrix, nearest, type Vectors } from "../distances.ts";
import { noise, silhouette } from "./quality.ts";

export interface DensityClusters {
  /** By image: its cluster from 0, or `noise`. */
  readonly clusters: readonly number[];
  /** The distance within which images count as neighbours. */
  readonly radius: number;
}

/** Images that a place needs around it to be dense. */
const neighbours = 5;
/** Radii that are tried: those at which this share of the images lies in a dense place. */
const shares = [0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 0.98, 1] as const;
/** With more than this share between clusters, the clusters are not the picture. */
const mostNoise = 0.3;
/** All pairs are compared: above this, a spread selection is clustered and the others follow it. */
const clusteredAtOnce = 2000;

/**
 * DBSCAN (Ester et al., "A Density-Based Algorithm for Discovering Clusters in Large Spatial Databases with Noise", 1996):
 * clusters of any shape, as many as there are, without what lies between them. Of the radii at which most images have
 * their neighbours near, the one that gives the highest silhouette, times the
 * share that belongs to a cluster; one cluster where none gives two.
 */
export function clusterByDensity(vectors: Vectors): DensityClusters {
  const step = Math.max(1, vectors.length / clusteredAtOnce);
  const chosen = Array.from({ length: Math.floor(vectors.length / step) }, (_, index) =>
    Math.floor(index * step),
  );
  const data = chosen.map((index) => vectors[index]!);
  const { clusters, radius } = clusterAll(data);
  if (data.length === vectors.length) return { clusters, radius };
  const own = new Map(chosen.map((index, place) => [index, clusters[place]!]));
  const followed = vectors.map((vector, index) => {
    const known = own.get(index);
    if (known !== undefined) return known;
    const [closest] = nearest(data, vector, 1);
    return closest!.distance <= radius ? clusters[closest!.index]! : noise;
  });
  return { clusters: followed, radius };
}

function clusterAll(data: Vectors): DensityClusters {
  const distances = distanceMatrix(data);
  const count = data.length;
  const reach = neighbourDistances(distances, count);
  const runs = shares.map((share) => {
    const radius = reach[Math.min(count - 1, Math.floor(share * count))]!;
    const clusters = run(distances, count, radius);
    const between = clusters.filter((cluster) => cluster === noise).length / count;
    // What is left out must not pay.
    const quality = silhouette(distances, clusters) * (1 - between);
    return { radius, clusters, between, quality };
  });
  const good = runs.filter(({ quality, between }) => Number.isFinite(quality) && between <= mostNoise);
  const best = good.reduce<(typeof runs)[number] | undefined>(
    (a, b) => (a && a.quality >= b.quality ? a : b),
    undefined,
  );
  return best ?? runs.at(-1)!;
}

function run(distances: Float32Array, count: number, radius: number): number[] {
  const clusters = new Array<number>(count).fill(noise);
  const places = Array.from({ length: count }, (_, index) => index);
  const found = new DBSCAN().run(places, radius, neighbours, (a, b) => distances[a * count + b]!);
  for (const [cluster, members] of found.entries()) for (const member of members) clusters[member] = cluster;
  return clusters;
}

/** Of each image to its last needed neighbour, ascending. */
function neighbourDistances(distances: Float32Array, count: number): Float32Array {
  return Float32Array.from({ length: count }, (_, row) => {
    const own = distances.slice(row * count, (row + 1) * count).sort();
    return own[Math.min(neighbours, count - 1)]!;
  }).sort();
}
