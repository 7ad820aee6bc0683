import { definitions, escapeHtml, htmlPage, table } from "../../evaluation/html-page.ts";
import type { ClusterQuality, Embedding } from "../embedding.ts";
import type { LatentImage } from "../latent-image.ts";
import { scatterSvg } from "./scatter-svg.ts";

/** An embedding as one page that needs nothing but itself. */
export function embeddingPage(images: readonly LatentImage[], laidOut: Embedding): string {
  const { model, centres, density, explained, points, seed } = laidOut;
  const title = `${images.length} images in the latent space of ${model.id} ${model.version}`;
  const labels = images.map(({ label }) => label || "no label");
  const percent = explained.map((share) => `${(100 * share).toFixed(1)} %`);
  const marks = points.map(({ neighbours, linear, centre, density: dense }, index) => ({
    neighbours,
    linear,
    label: labels[index]!,
    centre: `cluster ${centre + 1}`,
    density: dense < 0 ? "no cluster" : `cluster ${dense + 1}`,
    text: `${images[index]!.name}: ${labels[index]}, anomaly score ${(images[index]!.scores.anomaly ?? 0).toPrecision(3)}`,
  }));
  const figure = (
    projection: "linear" | "neighbours",
    group: "label" | "centre" | "density",
    caption: string,
  ) =>
    `<figure>${scatterSvg(
      marks.map((mark) => ({ at: mark[projection], group: mark[group], text: mark.text })),
      caption,
    )}<figcaption>${escapeHtml(caption)}</figcaption></figure>`;
  const body = `<h1>${escapeHtml(title)}</h1>
<p class="notice">Not for diagnostic use</p>
${definitions([
  ["Model (SHA-256 of bundle.json)", `<code>${escapeHtml(model.sha256)}</code>`],
  ["Seed", String(seed)],
])}
<div class="scatters">
${figure("neighbours", "label", "UMAP, by label")}
${figure("linear", "label", `PCA (${percent.join(" and ")} of the variance), by label`)}
${figure("neighbours", "centre", "UMAP, by cluster of k-means")}
${figure("neighbours", "density", "UMAP, by cluster of DBSCAN")}
</div>
<p>What is near in the latent space lies near in UMAP's picture; the distances between groups and their sizes there mean
little. The clusters were found in the latent space itself, those of DBSCAN along its five directions of most variance.</p>
${table(
  ["Clusters", "How many", "Mean silhouette", "Agreement with the labels (adjusted Rand)", "Images in none"],
  [rowOf("k-means, as many as give the highest silhouette", centres), rowOf("DBSCAN", density)],
)}`;
  return htmlPage({ title, body, styles: scatterStyles });
}

function rowOf(name: string, { clusters, silhouette, adjustedRand, noise }: ClusterQuality) {
  const figure = (value: number | null) => value?.toFixed(3) ?? "not known";
  return { cells: [name, String(clusters), figure(silhouette), figure(adjustedRand), String(noise)] };
}

const scatterStyles = `
.scatters { display: grid; grid-template-columns: repeat(auto-fit, minmax(22rem, 1fr)); gap: 1rem; }
.scatters figure { margin: 0; } .scatters svg { width: 100%; height: auto; } circle { fill-opacity: .7; }
circle:hover { fill-opacity: 1; stroke: currentColor; }
`;
