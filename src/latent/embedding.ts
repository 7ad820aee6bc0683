import { PCA } from "ml-pca";
import type { ModelIdentity } from "../scoring/result.ts";
import { clusterByCentres } from "./cluster/centres.ts";
import { clusterByDensity } from "./cluster/density.ts";
import { adjustedRandIndex, noise, silhouette } from "./cluster/quality.ts";
import { distanceMatrix, type Vectors } from "./distances.ts";
import type { LatentImage } from "./latent-image.ts";
import { type Point, projectByNeighbours, projectLinearly } from "./project.ts";

export interface EmbeddedPoint {
  /** By PCA. */
  readonly linear: Point;
  /** By UMAP. */
  readonly neighbours: Point;
  /** By k-means, from 0. */
  readonly centre: number;
  /** By DBSCAN, from 0; -1 for what lies between clusters. */
  readonly density: number;
}

export interface ClusterQuality {
  readonly clusters: number;
  /** Mean silhouette, -1..1; null where there are fewer than two clusters. */
  readonly silhouette: number | null;
  /** Agreement with the labels, 1 for the same; null where there are none. */
  readonly adjustedRand: number | null;
  /** Images of no cluster. */
  readonly noise: number;
}

export interface Embedding {
  readonly notice: "Not for diagnostic use";
  readonly model: ModelIdentity;
  readonly seed: number;
  /** Share of the variance along the two axes of PCA. */
  readonly explained: readonly [number, number];
  /** By image. */
  readonly points: readonly EmbeddedPoint[];
  readonly centres: ClusterQuality & {
    readonly tried: readonly { readonly count: number; readonly silhouette: number }[];
  };
  readonly density: ClusterQuality;
}

export interface EmbeddingOptions {
  /** Default 1. */
  readonly seed?: number;
  /** Clusters at most, for k-means. Default 10. */
  readonly mostClusters?: number;
  readonly signal?: AbortSignal;
  /** Share that is done, 0..1. */
  readonly onProgress?: (share: number) => void;
}

/** The distances of all pairs are kept: above this they would not fit comfortably into a page's memory. */
const mostImages = 6000;

/** In more dimensions every image is far from every other, and no place is denser than another. */
const densityDimensions = 5;

/**
 * Two pictures of where images lie in the latent space, and two ways of grouping them. Clusters are found in the
 * latent space itself (those by density along its five directions of most variance), not in a picture of it.
 *
 * @throws RangeError when there are fewer than four images or more than 6,000; the signal's reason when aborted
 */
export async function embedding(
  images: readonly LatentImage[],
  model: ModelIdentity,
  { seed = 1, mostClusters = 10, signal, onProgress }: EmbeddingOptions = {},
): Promise<Embedding> {
  if (images.length < 4 || images.length > mostImages) {
    throw new RangeError(`An embedding takes 4 to ${mostImages} images, not ${images.length}.`);
  }
  const vectors = images.map(({ mean }) => mean);
  const control = signal ? { signal } : {};
  const linear = projectLinearly(vectors);
  const neighbours = await projectByNeighbours(vectors, {
    seed,
    ...control,
    onProgress: (done, total) => onProgress?.((0.7 * done) / total),
  });
  const distances = distanceMatrix(vectors);
  const centres = clusterByCentres(vectors, distances, { most: mostClusters, seed, ...control });
  onProgress?.(0.8);
  await new Promise((resolve) => setTimeout(resolve));
  signal?.throwIfAborted();
  const density = clusterByDensity(leadingComponents(vectors)).clusters;
  onProgress?.(1);
  const labels = images.map(({ label }) => label);
  return {
    notice: "Not for diagnostic use",
    model,
    seed,
    explained: linear.explained,
    points: images.map((_, index) => ({
      linear: linear.points[index]!,
      neighbours: neighbours[index]!,
      centre: centres.clusters[index]!,
      density: density[index]!,
    })),
    centres: { ...qualityOf(distances, centres.clusters, labels), tried: centres.tried },
    density: qualityOf(distances, density, labels),
  };
}

function leadingComponents(vectors: Vectors): Vectors {
  const data = vectors.map((vector) => [...vector]);
  const nComponents = Math.min(densityDimensions, data[0]!.length);
  return new PCA(data).predict(data, { nComponents }).to2DArray();
}

function qualityOf(
  distances: Float32Array,
  clusters: readonly number[],
  labels: readonly string[],
): ClusterQuality {
  const value = silhouette(distances, clusters);
  return {
    clusters: new Set(clusters.filter((cluster) => cluster !== noise)).size,
    silhouette: Number.isFinite(value) ? value : null,
    adjustedRand: new Set(labels).size > 1 ? adjustedRandIndex(clusters, labels) : null,
    noise: clusters.filter((cluster) => cluster === noise).length,
  };
}
