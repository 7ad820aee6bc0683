import { type Picture, sheet, signed } from "../../evaluation/picture.ts";
import { type Reconstruction, traversalSteps } from "./training-pictures.ts";
import type { TrainingReport } from "./training-report.ts";

/** What is shown as white. Fixed, so that pictures of two runs compare. */
const fullDeviation = 0.3;
const fullDifference = 0.5;
/** Of one image on the page, in CSS pixels. */
const shownWidth = 112;
const samplesAcross = 8;

/** Reconstructions, samples and traversals. */
export function picturesSection({ pictures }: TrainingReport): string {
  const { reconstructions, samples, traversals } = pictures;
  const size = { height: pictures.height, width: pictures.width };
  const scale = shownWidth / size.width;
  const rows = reconstructions.map((each, index) => reconstructionRow(each, index + 1, size, scale));
  const drawn = sheet(samples, { ...size, columns: samplesAcross });
  const strips = traversals.map(({ dimension, nats, images }) => {
    const strip = sheet(images, { ...size, columns: traversalSteps.length });
    const alt = `Decoded images as latent dimension ${dimension + 1} goes from ${traversalSteps[0]} to ${traversalSteps.at(-1)}`;
    return `<tr><th scope="row">${dimension + 1}<br><span class="note">${nats.toFixed(2)} nats</span></th><td>${image(strip, alt, scale)}</td></tr>`;
  });
  return `<h2>Reconstructions of hold-out images</h2>
<div class="scroll" role="region" aria-label="Reconstructions" tabindex="0"><table class="pictures">
<thead><tr><th scope="col">Image</th><th scope="col">Input</th><th scope="col">Reconstruction (mean)</th><th scope="col">Predicted deviation</th><th scope="col">Input - reconstruction</th></tr></thead>
<tbody>
${rows.join("\n")}
</tbody>
</table></div>
<p class="footnote">Intensities from 0 (black) to 1 (white). Predicted deviation: white is ${fullDeviation} and more. Difference: orange where the
image is brighter than its reconstruction, blue where it is darker, full colour at ${fullDifference} and more.</p>
<h2>Samples from the prior</h2>
<figure>${image(drawn, `${samples.length} images decoded from random codes`, scale)}
<figcaption>The decoder's mean for ${samples.length} codes drawn from the standard normal prior; not chosen.</figcaption></figure>
<h2>What the latent dimensions mean</h2>
<div class="scroll" role="region" aria-label="Latent dimensions" tabindex="0"><table class="pictures">
<thead><tr><th scope="col">Dimension</th><th scope="col">From ${traversalSteps[0]} to ${traversalSteps.at(-1)} standard deviations of the prior</th></tr></thead>
<tbody>
${strips.join("\n")}
</tbody>
</table></div>
<p class="footnote">The most active dimensions by their mean KL divergence on the hold-out images; in each row one dimension changes and
the others stay as the first image above has them.</p>`;
}

interface Size {
  readonly height: number;
  readonly width: number;
}

function reconstructionRow(
  { input, mean, deviation }: Reconstruction,
  number: number,
  size: Size,
  scale: number,
): string {
  const one = { ...size, columns: 1 };
  const difference = input.map((value, index) => (value - (mean[index] as number)) / fullDifference);
  const pictures = [
    image(sheet([input], one), `Hold-out image ${number}`, scale),
    image(sheet([mean], one), `Its reconstruction`, scale),
    image(sheet([deviation.map((value) => value / fullDeviation)], one), `Its predicted deviation`, scale),
    image(sheet([difference], { ...one, color: signed }), `Its difference from the reconstruction`, scale),
  ];
  return `<tr><th scope="row">${number}</th>${pictures.map((html) => `<td>${html}</td>`).join("")}</tr>`;
}

function image({ url, height, width }: Picture, alt: string, scale: number): string {
  return `<img src="${url}" width="${Math.round(width * scale)}" height="${Math.round(height * scale)}" alt="${alt}">`;
}
