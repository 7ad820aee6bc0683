import type { Figure } from "../evaluation/bootstrap.ts";
import type { Metrics } from "../evaluation/metrics-schema.ts";
import type { Calibration } from "../scoring/calibration.ts";
import type { EpochRecord } from "../training/checkpoint.ts";
import type { Preset } from "../training/preset.ts";

/** What the card states; figures come from `metrics` alone. */
export interface CardFacts {
  readonly preset: Preset;
  readonly metrics: Metrics;
  readonly calibration: Calibration;
  readonly training: { readonly images: number; readonly patients: number };
  readonly history: readonly EpochRecord[];
  /** Commands that made the bundle, as they were typed. */
  readonly commands: readonly string[];
}

/** The model card (Mitchell et al., "Model Cards for Model Reporting", 2019) as Markdown. */
export function modelCard(facts: CardFacts): string {
  const { preset, metrics, calibration, training, history, commands } = facts;
  const { id, version, name, description, licence, input, network, data } = preset;
  const last = history.at(-1);
  return `${[
    `# ${name} (${id} ${version})`,
    "**Not for diagnostic use.**",
    description,
    "## Intended use",
    `${useOf(preset)} To draw a reader's eye to what is unusual, in research and in the review of image quality. Not for finding, excluding, measuring or following disease, and not for sorting patients.`,
    "## Data",
    [
      `- Trained on ${training.images} images of ${training.patients} patients: rows of the index where \`${data.train}\`.`,
      `- Calibrated on ${calibration.population.images} images of ${calibration.population.patients} other patients: \`${data.calibrate}\`.`,
      `- Population: ${calibration.population.description}.`,
      `- Licence: ${licence}.`,
    ].join("\n"),
    "## Network",
    `A convolutional variational autoencoder without skip connections: ${input.height} x ${input.width} pixels in, ${network.latentSize} latent dimensions, channels ${network.channels.join(", ")}; the decoder predicts the mean and the variance of each pixel. Kernels are stored as float16. ${preset.optimization.epochs} epochs, seed ${preset.optimization.seed}, on tfjs-backend-wasm${last ? `; last epoch: loss ${last.loss.toFixed(4)}, KL ${last.kl.toFixed(1)} nats` : ""}.`,
    "## Figures",
    `On ${metrics.data.images} images (${metrics.data.healthy} healthy, ${metrics.data.abnormal} abnormal) of ${metrics.data.patients} patients, \`${metrics.data.where}\`. In brackets: 95 % intervals from ${metrics.bootstrap.resamples} resamplings of patients. These patients were not trained on, but settings were chosen on them, so expect less elsewhere.`,
    figuresTable(metrics),
    baselineTable(metrics),
    calibrationText(metrics),
    "## Limits",
    limits(preset),
    "## Made by",
    ["```", ...commands, "```"].join("\n"),
  ].join("\n\n")}\n`;
}

function useOf({ applicability }: Preset): string {
  const { modalities, plane, contrastName, bodyParts } = applicability;
  const parts = [
    plane === "any" ? "" : plane,
    contrastName ?? "",
    modalities.join("/"),
    bodyParts.length > 0 ? `images of the ${bodyParts[0]}` : "images",
  ];
  return `For ${parts.filter(Boolean).join(" ")}.`;
}

function figuresTable({ image, pixel, lesionSize }: Metrics): string {
  const rows: [string, Figure][] = [
    ["Image AUROC", image.auroc],
    ["Image average precision", image.ap],
    ["Sensitivity at 5 % false positives", image.sensitivityAt5Fpr],
    ["False positives at 95 % sensitivity", image.fprAt95Sensitivity],
  ];
  if (pixel) {
    rows.push(
      ["Pixel average precision", pixel.ap],
      ["AUPRO", pixel.aupro],
      ["Dice, best threshold (oracle: chosen on these images)", pixel.diceBest],
      ["Dice at the calibrated threshold", pixel.diceCalibrated],
      ["Share of a healthy image's foreground above the threshold", pixel.falsePositiveArea],
    );
  }
  for (const { from, below, images, auroc } of lesionSize ?? []) {
    const size = below === null ? `of ${from} pixels and more` : `of ${from} to ${below - 1} pixels`;
    rows.push([`Image AUROC, lesions ${size} (${images} images)`, auroc]);
  }
  return table(
    ["", "value"],
    rows.map(([label, value]) => [label, figure(value)]),
  );
}

function baselineTable({ image, pixel, baselines }: Metrics): string {
  const rows: string[][] = [["this model", figure(image.auroc), pixel ? figure(pixel.ap) : ""]];
  const names = {
    intensity: "brightness alone, same crop and smoothing",
    meanImageResidual: "residual from the mean healthy image",
    position: "slice position alone",
    smoothness: "smoothness alone",
  } as const;
  for (const [key, label] of Object.entries(names)) {
    const baseline = baselines[key as keyof typeof names];
    if (baseline) {
      rows.push([label, figure(baseline.image.auroc), baseline.pixel ? figure(baseline.pixel.ap) : ""]);
    }
  }
  return `What needs no network, on the same images:\n\n${table(["", "image AUROC", "pixel AP"], rows)}`;
}

function calibrationText({ calibration }: Metrics): string {
  const { targetFpr, realisedFpr, targetFalsePositivePixels, realisedFalsePositivePixels, method } =
    calibration;
  return `Thresholds come from healthy images alone. Alarms on healthy images: ${percent(targetFpr)} intended, ${figure(realisedFpr)} found; pixels: ${percent(targetFalsePositivePixels)} intended, ${figure(realisedFalsePositivePixels)} found (${method}).`;
}

function limits({ applicability, data }: Preset): string {
  return [
    '- "Healthy" means what the training images are: see the population above. Whatever they have in common counts as normal.',
    `- Evaluated only where \`${data.evaluate}\`; outside of that (other slices, scanners, ages, contrasts) nothing is known.`,
    "- A residual is not a diagnosis: artefacts, surgery and rare anatomy light up too; what resembles its surroundings does not.",
    "- Small and faint lesions are missed more often than large ones, as the table shows where it has sizes.",
    "- Thresholds may not hold on another scanner: calibrate again on local healthy images.",
    `- Refused: ${applicability.modalities.join(", ")} is the only modality, ${applicability.plane} the plane; other contrasts are shown with a caution.`,
  ].join("\n");
}

function figure({ value, ci95 }: Figure): string {
  return ci95 ? `${round(value)} (${round(ci95[0])} to ${round(ci95[1])})` : round(value);
}

function round(value: number): string {
  return value !== 0 && Math.abs(value) < 0.01 ? value.toPrecision(2) : value.toFixed(3);
}

function percent(share: number): string {
  return `${Number((100 * share).toPrecision(3))} %`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
