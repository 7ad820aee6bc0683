import { formatFigure, formatShare } from "../../evaluation/format.ts";
import { definitions, escapeHtml, htmlPage, table } from "../../evaluation/html-page.ts";
import { type SupportFigures, supportParts } from "../diagnose/fit-support.ts";

const partTexts = { tree: "Decision tree", svm: "Support-vector machine", ensemble: "Mean of both" } as const;

/** How well a diagnosis is supported, as one page that needs nothing but itself. */
export function supportHtml({
  model,
  classNames,
  folds,
  parts,
  coverage,
  featureNames,
}: SupportFigures): string {
  const { images, patients, classes } = parts.ensemble;
  const title = `Diagnosis support on ${model.id} ${model.version}`;
  const body = `<h1>${escapeHtml(title)}</h1>
<p class="notice">Research use. Not for diagnostic use.</p>
${definitions([
  ["Model (SHA-256 of bundle.json)", `<code>${escapeHtml(model.sha256)}</code>`],
  ["Classes", escapeHtml(classNames.join(", "))],
  ["Images", `${images} of ${patients} patients`],
  ["Features", String(featureNames.length)],
  ["Cross-validation", `${folds} folds, a patient's images in one`],
])}
<p>In brackets: 95 % intervals from resampling patients. Every figure is of images that the classifier had not seen.</p>
${table(
  [
    "Classifier",
    ...classes.map(({ name }) => `AUROC, ${name}`),
    "Accuracy",
    "Brier score",
    "Calibration error",
  ],
  supportParts.map((part) => ({
    cells: [
      partTexts[part],
      ...parts[part].classes.map(({ auroc }) => formatFigure(auroc)),
      formatFigure(parts[part].accuracy),
      formatFigure(parts[part].brier),
      formatFigure(parts[part].calibrationError),
    ],
  })),
)}
<h2>Sets that hold the truth</h2>
<p>For each image, the classes that cannot be excluded at an error rate. Measured in a rotation of the folds: one tests, one
calibrates, the others train.</p>
${table(
  [
    "Promised",
    "Held the true class",
    ...classNames.map((name) => `of ${name}`),
    "Classes in a set",
    "Exactly one",
    "None",
  ],
  coverage.map((each) => ({
    cells: [
      `${(100 * (1 - each.errorRate)).toFixed(0)} %`,
      formatShare(each.coverage),
      ...each.classes.map((own) => formatShare(own.coverage)),
      formatFigure(each.setSize, 2),
      formatShare(each.singletons),
      formatShare(each.empty),
    ],
  })),
)}
<p>The promise holds for images from where these came from. An image from elsewhere may break it.</p>`;
  return htmlPage({ title, body });
}
