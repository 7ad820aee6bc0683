import { definitions, escapeHtml, htmlPage, table } from "../../evaluation/html-page.ts";
import { type Picture, sheet, signed } from "../../evaluation/picture.ts";
import type { ModelIdentity } from "../../scoring/result.ts";
import {
  gridSteps,
  interpolationSteps,
  type TraversalPictures,
  type Traversals,
  traversalSteps,
} from "../traverse.ts";

export interface TraversalReport {
  readonly model: ModelIdentity;
  readonly height: number;
  readonly width: number;
  /** Images that the activity and the directions are of. */
  readonly images: number;
  readonly traversals: Traversals;
}

/** Differences this large are shown at full strength; the same on every page. */
const fullDifference = 0.5;

/** Traversals as one page that needs nothing but itself. */
export function traversalHtml({ model, height, width, images, traversals }: TraversalReport): string {
  const { activity, dimensions, directions, grid, interpolation } = traversals;
  const size = { height, width };
  const title = `Latent space of ${model.id} ${model.version}`;
  const active = activity.filter(({ isActive }) => isActive).length;
  const row = (name: string, note: string, pictures: TraversalPictures, columns: number): string =>
    `<figure><figcaption>${escapeHtml(name)} <span class="footnote">${escapeHtml(note)}</span></figcaption>
<div class="row">${image(sheet(pictures.images, { ...size, columns }), name)}
${image(sheet([pictures.difference], { ...size, columns: 1, color: (value) => signed(value / fullDifference) }), `What moves: ${name}`)}</div></figure>`;
  const body = `<h1>${escapeHtml(title)}</h1>
<p class="notice">Images drawn by a network. Not for diagnostic use.</p>
${definitions([
  ["Model (SHA-256 of bundle.json)", `<code>${escapeHtml(model.sha256)}</code>`],
  ["Images", String(images)],
  ["Active dimensions", `${active} of ${activity.length} (at least 0.01 nats)`],
])}
<p>Each row starts from the mean of the images. On its right, the last picture minus the first: orange where it grows
brighter, blue where it grows darker, at full strength from a difference of ${fullDifference} on.</p>
<h2>Along single dimensions, ${traversalSteps[0]} to ${traversalSteps.at(-1)}</h2>
${dimensions.map((each) => row(`Dimension ${each.dimension + 1}`, `${each.nats.toFixed(2)} nats`, each, traversalSteps.length)).join("\n")}
<h2>Along the directions in which images vary most, ${traversalSteps[0]} to ${traversalSteps.at(-1)} standard deviations</h2>
${directions.map((each, index) => row(`Direction ${index + 1}`, `${(100 * each.explained).toFixed(1)} % of the variance`, each, traversalSteps.length)).join("\n")}
<h2>Over the first two directions, ${gridSteps[0]} to ${gridSteps.at(-1)} standard deviations each</h2>
${grid.length > 0 ? image(sheet(grid, { ...size, columns: gridSteps.length }), "The decoded manifold") : "<p>The latent space has one dimension.</p>"}
<h2>From one image to another</h2>
${row(`${interpolation.from} to ${interpolation.to}`, "", interpolation, interpolationSteps)}
<h2>Every dimension</h2>
${table(
  ["Dimension", "Mean KL divergence, nats", "Active"],
  activity.map(({ dimension, nats, isActive }) => ({
    baseline: !isActive,
    cells: [String(dimension + 1), nats.toFixed(4), isActive ? "yes" : "no"],
  })),
)}`;
  return htmlPage({ title, body, pictures: true, styles: traversalStyles });
}

function image({ url, width, height }: Picture, text: string): string {
  return `<img src="${url}" width="${width}" height="${height}" alt="${escapeHtml(text)}">`;
}

const traversalStyles = `
.row { display: flex; gap: 1rem; align-items: flex-start; } .row img { height: auto; min-width: 0; flex: 0 1 auto; }
img { max-width: 100%; height: auto; }
`;
