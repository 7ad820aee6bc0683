import { chartStyles } from "../../evaluation/chart-styles.ts";
import { curveSvg } from "../../evaluation/chart-svg.ts";
import { formatFigure } from "../../evaluation/format.ts";
import { definitions, escapeHtml, htmlPage, table } from "../../evaluation/html-page.ts";
import type { Classification, ClassifierResult } from "../classify/classify-images.ts";

const classifierTexts = {
  logistic: "Logistic regression",
  neighbours: "11 nearest neighbours",
  forest: "Random forest",
} as const;
const featureTexts = { latent: "latent means", intensity: "intensities alone" } as const;

/** A classification as one page that needs nothing but itself. */
export function classificationHtml(classification: Classification): string {
  const { model, classNames, folds, results, notice } = classification;
  const images = results[0]!.figures;
  const body = `<h1>Classification on ${escapeHtml(model.id)} ${escapeHtml(model.version)}</h1>
<p class="notice">${escapeHtml(notice)}</p>
${definitions([
  ["Model (SHA-256 of bundle.json)", `<code>${escapeHtml(model.sha256)}</code>`],
  ["Classes", escapeHtml(classNames.join(", "))],
  ["Images", `${images.images} of ${images.patients} patients`],
  ["Cross-validation", `${folds} folds, a patient's images in one`],
])}
<p>In brackets: 95 % intervals from resampling patients. Grey rows see quantiles of the intensities and the share of
foreground alone: a latent space must beat them.</p>
${table(header(classification), results.map(rowOf))}
${results
  .filter(({ features }) => features === "latent")
  .map((result) => section(result, classNames))
  .join("\n")}`;
  return htmlPage({ title: `Classification on ${model.id} ${model.version}`, body, styles: chartStyles });
}

function header({ results }: Classification): string[] {
  const classes = results[0]!.figures.classes.map(({ name }) => `AUROC, ${name}`);
  return ["Classifier", ...classes, "Accuracy", "Balanced accuracy", "Brier score", "Calibration error"];
}

function rowOf({ classifier, features, figures }: ClassifierResult) {
  return {
    baseline: features === "intensity",
    cells: [
      `${classifierTexts[classifier]}, ${featureTexts[features]}`,
      ...figures.classes.map(({ auroc }) => formatFigure(auroc)),
      formatFigure(figures.accuracy),
      formatFigure(figures.balancedAccuracy),
      formatFigure(figures.brier),
      formatFigure(figures.calibrationError),
    ],
  };
}

function section({ classifier, figures }: ClassifierResult, classNames: readonly string[]): string {
  const name = classifierTexts[classifier];
  const charts = figures.classes.map(({ name: label, roc, reliability }) => {
    const rocSvg = curveSvg({
      points: roc,
      title: `ROC curve of ${name}, ${escapeHtml(label)}`,
      xLabel: "False-positive rate",
      yLabel: "Sensitivity",
      chance: [
        [0, 0],
        [1, 1],
      ],
    });
    const reliabilitySvg = curveSvg({
      points: reliability.map(({ given, observed }) => [given, observed]),
      title: `Calibration of ${name}, ${escapeHtml(label)}`,
      xLabel: "Probability given",
      yLabel: "Share that was right",
      chance: [
        [0, 0],
        [1, 1],
      ],
    });
    return `<figure>${rocSvg}<figcaption>ROC curve, ${escapeHtml(label)}. Dashed: chance.</figcaption></figure>
<figure>${reliabilitySvg}<figcaption>How often a probability was right, ${escapeHtml(label)}. Dashed: as it should be.</figcaption></figure>`;
  });
  return `<h2>${name}</h2>
<div class="charts">${charts.join("\n")}</div>
${table(
  ["True class \\ chosen", ...classNames],
  figures.confusion.map((row, truth) => ({ cells: [classNames[truth]!, ...row.map(String)] })),
)}`;
}
