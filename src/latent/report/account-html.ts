import { definitions, escapeHtml, htmlPage, table } from "../../evaluation/html-page.ts";
import { type Picture, sheet } from "../../evaluation/picture.ts";
import type { ModelIdentity } from "../../scoring/result.ts";
import type { Account, PathStep } from "../diagnose/account.ts";
import type { LatentImage } from "../latent-image.ts";

/** What speaks for what in one image, as one page that needs nothing but itself. */
export function accountHtml(
  { name, thumbnail, applicability }: Pick<LatentImage, "name" | "thumbnail" | "applicability">,
  account: Account,
  model: ModelIdentity,
): string {
  const { classes, set, errorRate, favoured, contributions, path, similar } = account;
  const picture = sheet([Float32Array.from(thumbnail.pixels, (value) => value / 255)], {
    height: thumbnail.height,
    width: thumbnail.width,
    columns: 1,
  });
  const body = `<h1>${escapeHtml(name)}</h1>
<p class="notice">Research use. Not for diagnostic use.</p>
${applicability === "applies" ? "" : `<p class="notice">The model is ${applicability === "refused" ? "not for this image" : "for this image with caution only"}: what follows may mean nothing.</p>`}
${account.wasFittedOn ? '<p class="notice">This image is one of those that the classifiers were fitted on: what follows is more certain than it would be of a new one.</p>' : ""}
${image(picture)}
${definitions([
  [
    "Model",
    `${escapeHtml(`${model.id} ${model.version}`)}, SHA-256 <code>${escapeHtml(model.sha256)}</code>`,
  ],
  [
    "Cannot be excluded",
    `<strong>${escapeHtml(setText(set))}</strong> (at an error rate of ${(100 * errorRate).toFixed(0)} %)`,
  ],
])}
${table(
  ["Class", "Tree", "Machine", "Mean of both", "As unusual among its own images (p)"],
  classes.map((each) => ({
    cells: [
      each.name,
      ...[each.tree, each.svm, each.ensemble].map((share) => `${(100 * share).toFixed(1)} %`),
      each.pValue.toFixed(3),
    ],
  })),
)}
<h2>What speaks for ${escapeHtml(favoured)}, and what against</h2>
<p>By how much this feature multiplies the odds, against its mean.</p>
${table(
  ["Feature", "Here", "Mean", "Odds"],
  contributions.map(({ feature, value, mean, change }) => ({
    cells: [feature, number(value), number(mean), `× ${Math.exp(change).toFixed(2)}`],
  })),
)}
<h2>The tree's way</h2>
${path.length === 0 ? "<p>The tree asks nothing.</p>" : `<ol>${path.map(stepText).join("")}</ol>`}
<h2>The most similar past cases</h2>
<p>By the distance of the latent means, in standard deviations.</p>
${table(
  ["Image", "Label", "Outcome", "Distance"],
  similar.map(({ name: other, label, outcome, distance }) => ({
    cells: [other, label, outcome ?? "not known", distance.toFixed(2)],
  })),
)}`;
  return htmlPage({ title: name, body, pictures: true });
}

export function setText(set: readonly string[]): string {
  return set.length === 0 ? "none of the classes: the image is like none of them" : set.join(", ");
}

function stepText({ feature, value, threshold, isBelow }: PathStep): string {
  return `<li>${escapeHtml(feature)} is ${number(value)}: ${isBelow ? "below" : "not below"} ${number(threshold)}</li>`;
}

function number(value: number): string {
  return String(Number(value.toPrecision(3)));
}

function image({ url, width, height }: Picture): string {
  return `<img src="${url}" width="${3 * width}" height="${3 * height}" alt="The image as the network sees it, made small">`;
}
