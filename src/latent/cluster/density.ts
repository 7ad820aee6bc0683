import { HDBSCAN } from "hdbscan-ts";
import { nearest, type Vectors } from "../distances.ts";
import { noise } from "./quality.ts";

export interface DensityOptions {
  /** Fewer images are no cluster. Default: one in forty, at least 5. */
  readonly smallest?: number;
}

/** The library compares every pair several times: above this, a spread selection is clustered and the others follow it. */
const clusteredAtOnce = 800;

/**
 * HDBSCAN (Campello, Moulavi and Sander, "Density-Based Clustering Based on Hierarchical Density Estimates", 2013): finds
 * how many clusters there are, of any shape, and leaves out what lies between them.
 *
 * @returns by image: its cluster from 0, or `noise`
 */
export function clusterByDensity(vectors: Vectors, { smallest }: DensityOptions = {}): readonly number[] {
  const step = Math.max(1, vectors.length / clusteredAtOnce);
  const chosen = Array.from({ length: Math.floor(vectors.length / step) }, (_, index) =>
    Math.floor(index * step),
  );
  const data = chosen.map((index) => [...vectors[index]!]);
  const minClusterSize = smallest ?? Math.max(5, Math.round(data.length / 40));
  const labels = new HDBSCAN({ minClusterSize, minSamples: 5 }).fit(data);
  if (chosen.length === vectors.length) return labels.map((label) => (label < 0 ? noise : label));
  const own = new Map(chosen.map((index, place) => [index, labels[place]!]));
  return vectors.map((vector, index) => {
    const label = own.get(index) ?? labels[nearest(data, vector, 1)[0]!.index]!;
    return label < 0 ? noise : label;
  });
}
