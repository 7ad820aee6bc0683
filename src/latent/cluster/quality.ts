/** The cluster of what belongs to none. */
export const noise = -1;

/**
 * Mean silhouette (Rousseeuw, "Silhouettes: a graphical aid to the interpretation and validation of cluster analysis",
 * 1987): how much nearer each vector is to its own cluster than to the next, from -1 to 1; 0 for a vector alone in its
 * cluster. What belongs to no cluster is left out.
 *
 * @param distances [count, count]
 * @returns NaN where there are fewer than two clusters
 */
export function silhouette(distances: Float32Array, clusters: readonly number[]): number {
  const count = clusters.length;
  const sizes = new Map<number, number>();
  for (const cluster of clusters) if (cluster !== noise) sizes.set(cluster, (sizes.get(cluster) ?? 0) + 1);
  if (sizes.size < 2) return Number.NaN;
  const names = [...sizes.keys()];
  const place = new Map(names.map((name, index) => [name, index]));
  const sums = new Float64Array(names.length);
  let total = 0;
  let members = 0;
  for (let row = 0; row < count; row++) {
    const own = clusters[row]!;
    if (own === noise) continue;
    members++;
    if (sizes.get(own) === 1) continue;
    sums.fill(0);
    for (let column = 0; column < count; column++) {
      const other = place.get(clusters[column]!);
      if (other !== undefined) sums[other]! += distances[row * count + column]!;
    }
    const within = sums[place.get(own)!]! / (sizes.get(own)! - 1);
    let between = Number.POSITIVE_INFINITY;
    for (const [index, name] of names.entries()) {
      if (name !== own) between = Math.min(between, sums[index]! / sizes.get(name)!);
    }
    const larger = Math.max(within, between);
    if (larger > 0) total += (between - within) / larger;
  }
  return total / members;
}

/**
 * Adjusted Rand index (Hubert and Arabie, "Comparing Partitions", 1985): how far two partitions agree; 1 when they are
 * the same, 0 on average by chance.
 */
export function adjustedRandIndex(a: readonly (number | string)[], b: readonly (number | string)[]): number {
  const cells = countOf(a.map((value, index) => JSON.stringify([value, b[index]])));
  const pairs = (counts: Iterable<number>) => [...counts].reduce((sum, n) => sum + (n * (n - 1)) / 2, 0);
  const together = pairs(cells.values());
  const first = pairs(countOf(a).values());
  const second = pairs(countOf(b).values());
  const all = (a.length * (a.length - 1)) / 2;
  const expected = (first * second) / all;
  const highest = (first + second) / 2;
  return highest === expected ? 1 : (together - expected) / (highest - expected);
}

function countOf<T>(values: readonly T[]): Map<T, number> {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
