import { formatFigure, formatShare, formatSizes, formatTarget } from "./format.ts";
import type { Metrics } from "./metrics-schema.ts";
import { imageRows, pixelRows } from "./result-rows.ts";
import { rocSvg } from "./roc-svg.ts";

/** An evaluation as one page that needs nothing but itself: no script, no request. */
export function reportHtml(metrics: Metrics): string {
  const { model, data } = metrics;
  const title = `${model.id} ${model.version} on ${data.index}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${styles}</style>
</head>
<body>
<main>
<h1>Evaluation of ${escapeHtml(model.id)} ${escapeHtml(model.version)}</h1>
<p class="notice">${escapeHtml(metrics.notice)}</p>
${definitions([
  ["Model (SHA-256 of bundle.json)", `<code>${escapeHtml(model.sha256)}</code>`],
  ["Index", escapeHtml(data.index)],
  ["Split", escapeHtml(data.split || "all")],
  ["Filter", escapeHtml(data.where || "none")],
  [
    "Images",
    `${data.images}: ${data.healthy} healthy, ${data.abnormal} abnormal, of ${data.patients} patients`,
  ],
  ["Left out (nothing to prepare)", String(data.skipped)],
  ["Time for an image", `${metrics.ms.toFixed(1)} ms`],
])}
${imageSection(metrics)}
${pixelSection(metrics)}
${sizeSection(metrics)}
${calibrationSection(metrics)}
${applicabilitySection(metrics)}
<p class="footnote">In brackets: 95 % intervals from ${metrics.bootstrap.resamples} resamples of whole patients
(seed ${metrics.bootstrap.seed}). Grey rows are baselines that look at no network: a model must beat them.</p>
</main>
</body>
</html>
`;
}

function imageSection(metrics: Metrics): string {
  const rows = imageRows(metrics).map(({ name, baseline, figures }) => ({
    baseline,
    cells: [
      name,
      formatFigure(figures.auroc),
      formatFigure(figures.ap),
      formatFigure(figures.sensitivityAt5Fpr),
      formatFigure(figures.fprAt95Sensitivity),
    ],
  }));
  return `<h2>Which images are abnormal</h2>
${table(["Score", "AUROC", "Average precision", "Sensitivity at 5 % FPR", "FPR at 95 % sensitivity"], rows)}
<figure>${rocSvg(metrics.roc, "ROC curve of the anomaly score")}
<figcaption>ROC curve of the anomaly score.</figcaption></figure>`;
}

function pixelSection(metrics: Metrics): string {
  const rows = pixelRows(metrics).map(({ name, baseline, figures }) => ({
    baseline,
    cells: [
      name,
      formatFigure(figures.ap),
      formatFigure(figures.aupro),
      formatFigure(figures.diceBest),
      figures.diceCalibrated ? formatFigure(figures.diceCalibrated) : "–",
    ],
  }));
  if (!metrics.pixel) return "";
  const header = [
    "Map",
    "Pixel AP",
    "AUPRO (FPR up to 0.3)",
    "Best Dice",
    "Dice at the calibrated threshold",
  ];
  return `<h2>Where the lesions are</h2>
${table(header, rows)}
<p>Over all pixels of all images, at the images' own resolution. The best Dice is an oracle: its threshold was
chosen on these very images. At the calibrated threshold, ${formatShare(metrics.pixel.falsePositiveArea, 2)} of a healthy
image's foreground is marked.</p>`;
}

function sizeSection({ lesionSize }: Metrics): string {
  if (!lesionSize) return "";
  const rows = lesionSize.map((size) => ({
    baseline: false,
    cells: [formatSizes(size), String(size.images), formatFigure(size.auroc)],
  }));
  return `<h2>By size of the lesion</h2>
${table(["Lesion in the image", "Images", "AUROC against all healthy images"], rows)}`;
}

function calibrationSection({ calibration }: Metrics): string {
  const how =
    calibration.method === "cross-fitted by patient"
      ? "The bundle was calibrated on these images, so each patient was judged by a threshold made from the others alone."
      : "The bundle's own threshold was used; it was not made from these images.";
  const rows = [
    {
      baseline: false,
      cells: ["healthy images", formatTarget(calibration.targetFpr), formatShare(calibration.realisedFpr)],
    },
    {
      baseline: false,
      cells: [
        "pixels of healthy images",
        formatTarget(calibration.targetFalsePositivePixels),
        formatShare(calibration.realisedFalsePositivePixels, 2),
      ],
    },
  ];
  return `<h2>False positives: promised and realised</h2>
${table(["Of", "Promised", "Realised"], rows)}
<p>${how}</p>`;
}

function applicabilitySection({ applicability }: Metrics): string {
  const { applies, caution, refused } = applicability;
  return `<h2>Applicability</h2>
<p>By the bundle's rules the model applies to ${applies} of the images, with caution to ${caution}, and refuses ${refused}.
The figures above include them all.</p>`;
}

interface Row {
  readonly baseline: boolean;
  readonly cells: readonly string[];
}

function table(header: readonly string[], rows: readonly Row[]): string {
  const head = header.map((text) => `<th scope="col">${escapeHtml(text)}</th>`).join("");
  const body = rows.map(({ baseline, cells: [first = "", ...rest] }) => {
    const cells = rest.map((text) => `<td>${escapeHtml(text)}</td>`).join("");
    return `<tr${baseline ? ' class="baseline"' : ""}><th scope="row">${escapeHtml(first)}</th>${cells}</tr>`;
  });
  return `<table>\n<thead><tr>${head}</tr></thead>\n<tbody>\n${body.join("\n")}\n</tbody>\n</table>`;
}

/** @param entries values are HTML already */
function definitions(entries: readonly (readonly [term: string, html: string])[]): string {
  return `<dl>\n${entries.map(([term, html]) => `<dt>${escapeHtml(term)}</dt><dd>${html}</dd>`).join("\n")}\n</dl>`;
}

function escapeHtml(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
  };
  return text.replace(/[&<>"']/g, (character) => entities[character]!);
}

const styles = `
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
main { max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
.notice { font-weight: 600; border-left: 4px solid #c77700; padding-left: .75rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; } dd { margin: 0; }
code { overflow-wrap: anywhere; }
table { border-collapse: collapse; } th, td { text-align: left; padding: .3rem .9rem .3rem 0; }
thead th { border-bottom: 1px solid currentColor; } tbody th { font-weight: 500; }
td { font-variant-numeric: tabular-nums; white-space: nowrap; } .baseline { opacity: .62; }
figure { margin: 1.5rem 0 0; } svg { font-size: 11px; } svg text { fill: currentColor; }
.grid { stroke: currentColor; opacity: .15; } .chance { stroke: currentColor; opacity: .4; stroke-dasharray: 4 4; }
.curve { stroke: #0a7ea4; stroke-width: 2; fill: none; }
.footnote, figcaption { opacity: .75; font-size: .9rem; }
`;
