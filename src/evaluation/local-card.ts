import type { ModelIdentity } from "../scoring/result.ts";
import { formatShare, formatTarget } from "./format.ts";
import type { LocalReport, LocalWarning } from "./local-report.ts";

export interface LocalCardFacts {
  readonly population: string;
  /** ISO 8601 */
  readonly day: string;
  readonly version: string;
  /** The bundle that it was made from. */
  readonly from: ModelIdentity;
  readonly report: LocalReport;
}

const heading = "## Local calibration";

/** What a warning means for the site, English. */
export const warningSentences: Readonly<Record<LocalWarning, string>> = {
  "site-differs":
    "The local healthy images score differently from those of the first calibration. The new thresholds hold for them, but what the model finds at this site is unknown: evaluate it on local images with known abnormalities before use.",
  "few-patients":
    "The images are of fewer than 10 patients. The rate among others may be far from the one given here: add images of more patients.",
  "many-refused":
    "The model is not for more than a tenth of the images. Check that the folder holds only what the model was made for.",
};

/** A model card with its section on the local calibration, in place of an earlier one. */
export function withLocalCalibration(card: string, facts: LocalCardFacts): string {
  const lines = card.split("\n");
  const start = lines.indexOf(heading);
  const end = start < 0 ? -1 : lines.findIndex((line, index) => index > start && line.startsWith("## "));
  const kept = start < 0 ? lines : [...lines.slice(0, start), ...(end < 0 ? [] : lines.slice(end))];
  const before = kept.join("\n").trimEnd();
  return `${[before || "# Model card", section(facts)].join("\n\n")}\n`;
}

function section({ population, day, version, from, report }: LocalCardFacts): string {
  const { images, patients, refused, targetFpr, before, after, difference, warnings } = report;
  return [
    heading,
    `Version ${version}, ${day}: the thresholds, the colours' ranges and the p-values come from ${images} healthy images of ${patients} patients of the site itself (${population}), and no longer from the population named above. The network is that of version ${from.version} (SHA-256 of its bundle.json ${from.sha256}); figures above were measured with its thresholds.`,
    [
      `- False alarms promised: ${formatTarget(targetFpr)} of healthy images.`,
      `- Before, with the earlier threshold: ${formatShare(before)} of these images.`,
      after
        ? `- After: ${formatShare(after)}, each fifth of the patients by a threshold from the others.`
        : "- After: not known, since all images are of one patient.",
      `- Distance from the scores of the earlier calibration (Kolmogorov-Smirnov): ${difference.distance.toFixed(2)}, p = ${difference.pValue.toFixed(3)}.`,
      ...(refused > 0 ? [`- Left out, since the model is not for them: ${refused} images.`] : []),
      ...warnings.map((warning) => `- ${warningSentences[warning]}`),
    ].join("\n"),
    "In brackets: 95 % intervals from 1000 resamplings of patients. Whether the images are healthy was the site's judgement.",
  ].join("\n\n");
}
