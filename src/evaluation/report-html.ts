import { chartStyles } from "./chart-styles.ts";
import { curveSvg, histogramSvg } from "./chart-svg.ts";
import { formatShare, formatTarget } from "./format.ts";
import type { Gallery } from "./gallery/gallery.ts";
import { gallerySection, galleryStyles } from "./gallery/gallery-html.ts";
import { definitions, escapeHtml, htmlPage, table } from "./html-page.ts";
import type { Metrics } from "./metrics-schema.ts";
import { imageTables, pixelTable, sizeTable, syntheticTable } from "./result-tables.ts";

/** An evaluation as one page that needs nothing but itself: no script, no request. */
export function reportHtml(metrics: Metrics, gallery?: Gallery): string {
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
<p>In brackets: 95 % intervals from ${metrics.bootstrap.resamples} resamples of whole patients (seed ${metrics.bootstrap.seed}).
Grey rows are baselines that look at no network: a model must beat them.</p>
${imageSection(metrics)}
${pixelSection(metrics)}
${sizeSection(metrics)}
${calibrationSection(metrics)}
${gallery ? gallerySection(gallery) : ""}
${syntheticSection(metrics)}
${applicabilitySection(metrics)}`;
  return htmlPage({ title, body, pictures: gallery !== undefined, styles: `${chartStyles}${galleryStyles}` });
}

function imageSection(metrics: Metrics): string {
  if (!metrics.image) {
    return `<h2>Which images are abnormal</h2>
<p>There was no abnormal image to test the model on: how well it finds anything is not known.</p>`;
  }
  const { scores, maps } = imageTables(metrics);
  const { roc, precisionRecall, histogram, data } = metrics;
  const share = data.abnormal / data.images;
  const rocSvg = curveSvg({
    points: roc,
    title: "ROC curve of the anomaly score",
    xLabel: "False-positive rate",
    yLabel: "Sensitivity",
    chance: [
      [0, 0],
      [1, 1],
    ],
  });
  const precisionSvg = curveSvg({
    points: precisionRecall,
    title: "Precision-recall curve of the anomaly score",
    xLabel: "Recall",
    yLabel: "Precision",
    chance: [
      [0, share],
      [1, share],
    ],
  });
  return `<h2>Which images are abnormal</h2>
${table(scores.header, scores.rows)}
<div class="charts">
<figure>${rocSvg}
<figcaption>ROC curve of the anomaly score. Dashed: chance.</figcaption></figure>
<figure>${precisionSvg}
<figcaption>Precision and recall of the anomaly score. Dashed: chance.</figcaption></figure>
<figure>${histogramSvg({ ...histogram, title: "Anomaly scores of healthy and abnormal images" })}
<figcaption><span class="key healthy"></span>healthy, <span class="key abnormal"></span>abnormal images, each as shares
of their own number. Line: the calibrated threshold.</figcaption></figure>
</div>
<h3>Each map as a score</h3>
<p>The mean of the map's highest values, to compare the maps as detectors of images.</p>
${table(maps.header, maps.rows)}`;
}

function pixelSection(metrics: Metrics): string {
  if (!metrics.pixel) return "";
  const { header, rows } = pixelTable(metrics);
  return `<h2>Where the lesions are</h2>
${table(header, rows)}
<p>Over all pixels of all images, at the images' own resolution; AUPRO counts false positives on the foreground alone.
The best Dice is an oracle: its threshold was chosen on these very images. At the calibrated threshold,
${formatShare(metrics.pixel.falsePositiveArea, 2)} of a healthy image's foreground is marked.</p>`;
}

function sizeSection(metrics: Metrics): string {
  if (!metrics.lesionSize) return "";
  const { header, rows } = sizeTable(metrics);
  return `<h2>By size of the lesion</h2>
${table(header, rows)}
<p>All of an image's lesion together, in pixels of an image of 256 x 256.</p>`;
}

function calibrationSection({ calibration }: Metrics): string {
  const how =
    calibration.method === "cross-fitted by patient"
      ? "The bundle was calibrated on these images, so each patient was judged by a threshold made from the others alone."
      : "The bundle's own threshold was used; it was not made from these images.";
  const found = calibration.sensitivity
    ? ` At the bundle's image threshold, ${formatShare(calibration.sensitivity)} of the abnormal images are found.`
    : "";
  const rows = [
    {
      cells: ["healthy images", formatTarget(calibration.targetFpr), formatShare(calibration.realisedFpr)],
    },
    {
      cells: [
        "pixels of healthy images",
        formatTarget(calibration.targetFalsePositivePixels),
        formatShare(calibration.realisedFalsePositivePixels, 2),
      ],
    },
  ];
  return `<h2>False positives: promised and realised</h2>
${table(["Of", "Promised", "Realised"], rows)}
<p>${how}${found}</p>
${alternativesTable(calibration)}`;
}

function alternativesTable({ alternatives = [] }: Metrics["calibration"]): string {
  if (alternatives.length === 0) return "";
  const rows = alternatives.map(({ targetFpr, realisedFpr, sensitivity }) => ({
    cells: [
      formatTarget(targetFpr),
      formatShare(realisedFpr),
      ...(sensitivity ? [formatShare(sensitivity)] : []),
    ],
  }));
  const header = ["False alarms promised", "Realised", "Abnormal images found"];
  return `<h3>At other image thresholds</h3>
${table(header.slice(0, rows[0]!.cells.length), rows)}`;
}

function syntheticSection(metrics: Metrics): string {
  const { synthetic } = metrics;
  if (!synthetic) return "";
  const { header, rows } = syntheticTable(metrics);
  return `<h2>Synthetic anomalies</h2>
<p>Not seen in any patient: put into ${synthetic.images} of the healthy images, of ${synthetic.patients} patients
(seed ${synthetic.seed}), each judged against the same image without it. A source pushes tissue apart, a sink draws it in; a
foreign patch comes from another image, as it is or blended in; texture has the mean of what it replaces. The strength is a share of the foreground's range of
intensities (5th to 95th percentile) for brighter, darker and texture, the width in pixels for blur. Radius and area are
in pixels of an image of 256 x 256. Intervals from ${synthetic.resamples} resamples of whole patients.</p>
${table(header, rows)}`;
}

function applicabilitySection({ applicability, foreign }: Metrics): string {
  const { applies, caution, refused } = applicability;
  return `<h2>Applicability</h2>
<p>By the bundle's rules the model applies to ${applies} of the images, with caution to ${caution}, and refuses ${refused}.
The figures above include them all.</p>
${foreign ? foreignTable(foreign) : ""}`;
}

function foreignTable(foreign: NonNullable<Metrics["foreign"]>): string {
  const header = ["Not for the model", "Images", "Refused", "Caution", "Refused by pixels alone", "Caution"];
  const rows = foreign.map(({ group, images, withTags, pixelsAlone }) => ({
    cells: [
      group,
      ...[images, withTags.refused, withTags.caution, pixelsAlone.refused, pixelsAlone.caution].map(String),
    ],
  }));
  return `<h3>Images that the model is not for</h3>
${table(header, rows)}
<p>With their tags, and by their pixels alone, where it is not counted that tags are missing.</p>`;
}
