import { definitions, escapeHtml, htmlPage, table } from "../../evaluation/html-page.ts";
import { type Picture, sheet } from "../../evaluation/picture.ts";
import type { SetFigures } from "../../evaluation/sample-quality/compare-sets.ts";
import type { ModelIdentity } from "../../scoring/result.ts";
import type { SampleFigures } from "../generate.ts";

export interface Generation {
  readonly model: ModelIdentity;
  readonly height: number;
  readonly width: number;
  /** How the samples came about. */
  readonly description: string;
  /** [height, width] each. */
  readonly samples: readonly Float32Array[];
  /** The training image nearest to each sample, with its figures; absent where no data set was given. */
  readonly compared?: { readonly figures: SampleFigures; readonly nearest: readonly Float32Array[] };
}

/** Samples as one page that needs nothing but itself. */
export function generationHtml(generation: Generation): string {
  const { model, description, samples, compared, height, width } = generation;
  const title = `Samples of ${model.id} ${model.version}`;
  const size = { height, width };
  const body = `<h1>${escapeHtml(title)}</h1>
<p class="notice">Synthetic images. Not for diagnostic use.</p>
${definitions([
  ["Model (SHA-256 of bundle.json)", `<code>${escapeHtml(model.sha256)}</code>`],
  ["Made by", escapeHtml(description)],
])}
${
  compared
    ? `<p>Each sample on the left, the training image that is most like it on the right: a sample that repeats its neighbour
would be a memorised patient.</p>
<div class="pairs">${samples
        .map((sample, index) => {
          const distance = compared.figures.nearest[index]!.distance;
          return `<figure>${image(sheet([sample, compared.nearest[index]!], { ...size, columns: 2 }), `Sample ${index + 1} and its nearest training image`)}
<figcaption>${index + 1}: differs by ${distance.toFixed(3)}</figcaption></figure>`;
        })
        .join("\n")}</div>
${figuresSection(compared.figures)}`
    : image(sheet(samples, { ...size, columns: 8 }), "Samples")
}`;
  return htmlPage({ title, body, pictures: true, styles: generationStyles });
}

function figuresSection({ memorisation, quality }: SampleFigures): string {
  const { samples, holdOut, suspicious } = memorisation;
  const copies = table(
    ["Difference to the nearest training image (root mean square, 0 to 1)", "Median"],
    [
      { cells: ["samples", samples.toFixed(4)] },
      { baseline: true, cells: ["reconstructions of hold-out images (reference)", holdOut.toFixed(4)] },
    ],
  );
  return `<h2>Are they copies?</h2>
${copies}
<p>${(100 * suspicious).toFixed(1)} % of the samples are nearer to a training image than nineteen in twenty reconstructions of
people whom the network has never seen; 5 % is what samples that copy nobody come to.</p>
${quality ? qualityTable(quality.generated, quality.real, quality.images) : "<p>The hold-out images are too few to compare the samples with as a set.</p>"}`;
}

function qualityTable(generated: SetFigures, real: SetFigures, images: number): string {
  const cells = ({ frechet, precision, recall }: SetFigures) =>
    [frechet, precision, recall].map(
      ({ mean, lowest, highest }) => `${mean.toFixed(2)} (${lowest.toFixed(2)} to ${highest.toFixed(2)})`,
    );
  return `<h2>How like real images are they, as a set?</h2>
${table(
  ["Against hold-out images", "Fréchet distance", "Precision", "Recall"],
  [
    { cells: ["samples", ...cells(generated)] },
    { baseline: true, cells: ["other hold-out images (reference)", ...cells(real)] },
  ],
)}
<p class="footnote">${images} images against as many, over several halvings by patient (lowest to highest), in a fixed space of low
cosine terms and wavelet energies: comparable with figures of the same space, size and images alone.</p>`;
}

function image({ url, width, height }: Picture, text: string): string {
  return `<img src="${url}" width="${width}" height="${height}" alt="${escapeHtml(text)}">`;
}

const generationStyles = `
.pairs { display: flex; flex-wrap: wrap; gap: .75rem; } .pairs figure { margin: 0; } img { max-width: 100%; }
.pairs img { height: auto; width: 16rem; } figcaption { font-variant-numeric: tabular-nums; }
`;
