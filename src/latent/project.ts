import { PCA } from "ml-pca";
import { UMAP } from "umap-js";
import { mulberry32 } from "../evaluation/seeded-random.ts";
import type { Vectors } from "./distances.ts";

export type Point = readonly [x: number, y: number];

export interface LinearProjection {
  readonly points: readonly Point[];
  /** Share of the variance along each of the two axes. */
  readonly explained: readonly [number, number];
}

/** Along the two directions in which the vectors vary most. @throws RangeError when there are fewer than three vectors */
export function projectLinearly(vectors: Vectors): LinearProjection {
  requireCount(vectors);
  const pca = new PCA(vectors.map((vector) => [...vector]));
  const [first = 0, second = 0] = pca.getExplainedVariance();
  const projected = pca.predict(
    vectors.map((vector) => [...vector]),
    { nComponents: 2 },
  );
  return { points: projected.to2DArray().map(pointOf), explained: [first, second] };
}

export interface NeighbourProjectionOptions {
  /** Default 15, as the method's authors chose. */
  readonly neighbours?: number;
  /** Default 0.1. */
  readonly minimumDistance?: number;
  /** Default 1. */
  readonly seed?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

/** Epochs between two chances for others to run. */
const epochsAtOnce = 10;

/**
 * UMAP to two dimensions (McInnes, Healy and Melville, "UMAP: Uniform Manifold Approximation and Projection for Dimension
 * Reduction", 2018): what is near in the latent space stays near. Distances between groups and their sizes mean little.
 * The same seed gives the same picture.
 *
 * @throws RangeError when there are fewer than three vectors; the signal's reason when aborted
 */
export async function projectByNeighbours(
  vectors: Vectors,
  { neighbours = 15, minimumDistance = 0.1, seed = 1, signal, onProgress }: NeighbourProjectionOptions = {},
): Promise<readonly Point[]> {
  requireCount(vectors);
  const umap = new UMAP({
    nComponents: 2,
    nNeighbors: Math.min(neighbours, vectors.length - 1),
    minDist: minimumDistance,
    random: mulberry32(seed),
  });
  const epochs = umap.initializeFit(vectors.map((vector) => [...vector]));
  for (let epoch = 0; epoch < epochs; epoch++) {
    umap.step();
    if (epoch % epochsAtOnce > 0) continue;
    onProgress?.(epoch, epochs);
    await new Promise((resolve) => setTimeout(resolve));
    signal?.throwIfAborted();
  }
  return umap.getEmbedding().map(pointOf);
}

function pointOf([x = 0, y = 0]: readonly number[]): Point {
  return [x, y];
}

function requireCount(vectors: Vectors): void {
  if (vectors.length < 3) throw new RangeError("A projection needs at least three images.");
}
