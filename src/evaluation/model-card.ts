import type { BundleDescription } from "../vae/bundle-schema.ts";
import { formatFigure, formatShare, formatSizes, formatTarget } from "./format.ts";
import type { Metrics } from "./metrics-schema.ts";
import { imageRows, pixelRows } from "./result-rows.ts";

export interface ModelCardOptions {
  readonly description: Pick<
    BundleDescription,
    "id" | "version" | "name" | "description" | "licence" | "input" | "latent" | "applicability"
  >;
  /** Where the training images come from and what "healthy" means there. */
  readonly training: {
    readonly data: string;
    readonly images: number;
    readonly patients: number;
  };
  /** The healthy hold-out images that the calibration was made from. */
  readonly population: { readonly description: string; readonly images: number; readonly patients: number };
  /** Absent for a model that has not been evaluated; the card then says so. */
  readonly metrics?: Metrics | undefined;
  /** What made the model and its figures, in order, as typed. */
  readonly commands: readonly { readonly purpose: string; readonly command: string }[];
  /** Weak spots that the figures do not show, a sentence each. */
  readonly limits?: readonly string[] | undefined;
}

/**
 * CARD.md: what a model is for, what it was made from and how well it does. It does not name the bundle's hash,
 * which covers the card itself.
 */
export function modelCard(options: ModelCardOptions): string {
  const { description, training, population, metrics, commands } = options;
  const sections = [
    `# ${description.name}\n\n**Not for diagnostic use.** ${description.description}`,
    list([
      `Model: \`${description.id}\` ${description.version}`,
      `Licence of the weights: ${description.licence}`,
      `Input: ${description.input.width} x ${description.input.height} pixels; latent size ${description.latent.size}`,
    ]),
    `## Intended use\n\n${intendedUse(description.applicability)}`,
    `## Data\n\n${list([
      `Training: ${training.data} ${count(training)}.`,
      `Calibration: ${population.description} ${count(population)}. Thresholds and p-values come from these healthy images alone.`,
    ])}`,
    `## How well it does\n\n${metrics ? figures(metrics) : "This version has not been evaluated."}`,
    `## Limits\n\n${list([...limits(metrics), ...(options.limits ?? [])])}`,
    `## How it was made\n\n${commands.map(({ purpose, command }) => `${purpose}:\n\n\`\`\`sh\n${command}\n\`\`\``).join("\n\n")}`,
  ];
  return `${sections.join("\n\n")}\n`;
}

function count({ images, patients }: { readonly images: number; readonly patients: number }): string {
  return `(${images} images of ${patients} patients)`;
}

function intendedUse(rules: BundleDescription["applicability"]): string {
  const plane = rules.plane === "any" ? "" : `${rules.plane} `;
  const contrast = rules.contrastName ? `${rules.contrastName} ` : "";
  const parts = rules.bodyParts.length > 0 ? ` of: ${rules.bodyParts.join(", ")}` : "";
  return [
    `Research: to show where an image differs from what the model has learned of healthy anatomy, on ${plane}${contrast}${rules.modalities.join(" or ")} images${parts}.`,
    rules.contrasts.length > 0
      ? "Images of another contrast are shown with a warning; another modality, body part or plane is refused."
      : "Another modality or body part is refused.",
    "A high score says that an image is unusual, not what is wrong with it; a low one does not say that it is healthy.",
  ].join(" ");
}

function figures(metrics: Metrics): string {
  const { data, calibration, lesionSize, pixel } = metrics;
  const where = data.where ? ` where \`${data.where}\`` : "";
  const split = data.split ? `, split \`${data.split}\`` : "";
  const parts = [
    `On \`${data.index}\`${split}${where}: ${data.images} images (${data.healthy} healthy, ${data.abnormal} abnormal) of ${data.patients} patients. In brackets: 95 % intervals from resampling patients.`,
    table(
      ["Score of the image", "AUROC", "AP", "Sensitivity at 5 % FPR", "FPR at 95 % sensitivity"],
      imageRows(metrics).map(({ name, baseline, figures: row }) => [
        baseline ? `baseline: ${name}` : name,
        formatFigure(row.auroc),
        formatFigure(row.ap),
        formatFigure(row.sensitivityAt5Fpr),
        formatFigure(row.fprAt95Sensitivity),
      ]),
    ),
  ];
  if (pixel) {
    parts.push(
      table(
        ["Map", "Pixel AP", "AUPRO", "Best Dice (oracle)", "Dice at the calibrated threshold"],
        pixelRows(metrics).map(({ name, baseline, figures: row }) => [
          baseline ? `baseline: ${name}` : name,
          formatFigure(row.ap),
          formatFigure(row.aupro),
          formatFigure(row.diceBest),
          row.diceCalibrated ? formatFigure(row.diceCalibrated) : "–",
        ]),
      ),
    );
  }
  if (lesionSize) {
    parts.push(
      table(
        ["Size of the lesion", "Images", "AUROC against all healthy images"],
        lesionSize.map((size) => [formatSizes(size), String(size.images), formatFigure(size.auroc)]),
      ),
    );
  }
  parts.push(
    `False positives (${calibration.method}): ${formatShare(calibration.realisedFpr)} of healthy images at a promised ${formatTarget(calibration.targetFpr)}; ${formatShare(calibration.realisedFalsePositivePixels, 2)} of healthy pixels at a promised ${formatTarget(calibration.targetFalsePositivePixels)}.`,
  );
  return parts.join("\n\n");
}

function limits(metrics: Metrics | undefined): string[] {
  const known = [
    "Thresholds come from the calibration images named above; on another scanner or site the false-positive rate can differ. Calibrate on local healthy images before relying on them.",
  ];
  if (!metrics) return known;
  const { image, lesionSize = [] } = metrics;
  known.push(
    `To find 95 % of the abnormal images, ${formatShare(image.fprAt95Sensitivity)} of the healthy ones are flagged too.`,
  );
  const [smallest] = lesionSize;
  if (smallest && lesionSize.length > 1) {
    known.push(
      `Small lesions are found less often: AUROC ${formatFigure(smallest.auroc)} for ${formatSizes(smallest)}.`,
    );
  }
  return known;
}

function list(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join("\n");
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(header), line(header.map(() => "---")), ...rows.map(line)].join("\n");
}
