import { formatFigure, formatShare, formatSizes, formatTarget } from "./format.ts";
import { definitions, escapeHtml, htmlPage, table } from "./html-page.ts";
import type { Metrics } from "./metrics-schema.ts";
import { imageRows, pixelRows } from "./result-rows.ts";
import { rocSvg } from "./roc-svg.ts";

/** An evaluation as one page that needs nothing but itself: no script, no request. */
export function reportHtml(metrics: Metrics): string {
  const { model, data } = metrics;
  const title = `${model.id} ${model.version} on ${data.index}`;
  const body = `<h1>Evaluation of ${escapeHtml(model.id)} ${escapeHtml(model.version)}</h1>
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
(seed ${metrics.bootstrap.seed}). Grey rows are baselines that look at no network: a model must beat them.</p>`;
  return htmlPage({ title, body });
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
