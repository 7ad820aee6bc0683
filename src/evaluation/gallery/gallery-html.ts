import { escapeHtml } from "../html-page.ts";
import type { SizeClass } from "../size-class.ts";
import { type Gallery, type GalleryGroup, type GalleryPicture, type Outcome, outcomes } from "./gallery.ts";
import { contourColors } from "./thumbnail.ts";

const titles: Readonly<Record<Outcome, string>> = {
  hit: "Hits: abnormal, above the image threshold",
  miss: "Misses: abnormal, below it",
  falseAlarm: "False alarms: healthy, above it",
};

/** Hits, misses and false alarms, the pictures in the page itself. */
export function gallerySection({ groups }: Gallery): string {
  const sections = outcomes.map((outcome) => {
    const own = groups.filter((group) => group.outcome === outcome);
    const heading = `<h3>${titles[outcome]}</h3>`;
    return own.length === 0 ? `${heading}\n<p>None.</p>` : [heading, ...own.map(groupHtml)].join("\n");
  });
  return `<h2>Hits, misses and false alarms</h2>
<p>Drawn by chance among all there are, then ordered by score. <span class="key model"></span>What the model marks at its
calibrated threshold; <span class="key truth"></span>the true outline. Which image is a hit goes by its score alone, at the
bundle's image threshold. Sizes are in pixels of an image of 256 x 256.</p>
${sections.join("\n")}`;
}

function groupHtml({ outcome, size, images, pictures }: GalleryGroup): string {
  return `<h4>${size ? `Lesions ${sizeText(size)}: ` : ""}${pictures.length} of ${images}</h4>
<div class="gallery">
${pictures.map((picture) => pictureHtml(outcome, picture)).join("\n")}
</div>`;
}

function sizeText({ from, below }: SizeClass): string {
  if (below === null) return `from ${from} px`;
  return from === 0 ? `under ${below} px` : `of ${from} to ${below - 1} px`;
}

function pictureHtml(outcome: Outcome, { score, lesionPixels, png, width, height }: GalleryPicture): string {
  const size = lesionPixels === undefined ? "" : `, lesion ${Math.round(lesionPixels)} px`;
  const caption = escapeHtml(`score ${score.toFixed(2)}${size}`);
  const source = `data:image/png;base64,${base64(png)}`;
  return `<figure><img src="${source}" width="${width}" height="${height}" alt="${outcome}, ${caption}">
<figcaption>${caption}</figcaption></figure>`;
}

function base64(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

const css = (color: readonly number[]) => `rgb(${color.join(" ")})`;

export const galleryStyles = `
.gallery { display: flex; flex-wrap: wrap; gap: .75rem; } .gallery figure { margin: 0; }
.gallery img { display: block; background: #000; }
.key.model { background: ${css(contourColors.model)}; } .key.truth { background: ${css(contourColors.truth)}; }
`;
