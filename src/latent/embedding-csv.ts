import type { Embedding } from "./embedding.ts";
import type { LatentImage } from "./latent-image.ts";

/**
 * A table for other tools: a row an image, with its names, both projections, both clusters, the scores and the latent
 * means. A file's name that a spreadsheet would take for a formula is quoted with an apostrophe.
 */
export function embeddingCsv(images: readonly LatentImage[], { points, model }: Embedding): string {
  const scores = Object.keys(images[0]?.scores ?? {});
  const latent = (images[0]?.mean ?? []).map((_, index) => `z${index + 1}`);
  const header = [
    "image",
    "patient",
    "label",
    "split",
    "pca_1",
    "pca_2",
    "umap_1",
    "umap_2",
    "kmeans_cluster",
    "dbscan_cluster",
    ...scores.map((name) => `score_${name}`),
    ...latent,
    "model",
    "notice",
  ];
  const rows = images.map((image, index) => {
    const point = points[index]!;
    return [
      image.name,
      image.patient,
      image.label,
      image.split,
      ...point.linear,
      ...point.neighbours,
      point.centre,
      point.density,
      ...scores.map((name) => image.scores[name] ?? ""),
      ...image.mean,
      `${model.id} ${model.version} ${model.sha256}`,
      "Not for diagnostic use",
    ];
  });
  return [header, ...rows].map((cells) => `${cells.map(cellOf).join(",")}\r\n`).join("");
}

/** RFC 4180, section 2. */
function cellOf(value: string | number): string {
  if (typeof value === "number") return String(Number(value.toPrecision(7)));
  const harmless = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
