import { formatShare, formatSizes, formatTarget } from "../evaluation/format.ts";
import { markdownTable } from "../evaluation/markdown-table.ts";
import type { Metrics } from "../evaluation/metrics-schema.ts";
import { imageTables, pixelTable, sizeTable, syntheticTable } from "../evaluation/result-tables.ts";
import type { Calibration } from "../scoring/calibration.ts";
import type { EpochRecord } from "./checkpoint.ts";
import type { Preset } from "./preset.ts";

/** What the card states; figures come from `metrics` alone. */
export interface CardFacts {
  readonly preset: Preset;
  /** Absent where there were no abnormal images to evaluate on. */
  readonly metrics?: Metrics;
  readonly calibration: Calibration;
  readonly training: { readonly images: number; readonly patients: number };
  /** All healthy images were of one patient, so that thresholds come from the patient that was trained on. */
  readonly withinPatient?: boolean;
  /** Which images they are, one sentence each; by default the preset's rows of an index. */
  readonly origin?: { readonly training: string; readonly calibration: string };
  /** What the training ran on, as "tfjs-backend-wasm". */
  readonly backend: string;
  readonly history: readonly EpochRecord[];
  /** All runs that this one was chosen from, itself among them; absent where there was one only. */
  readonly runs?: readonly { readonly seed: number; readonly metrics: Metrics }[];
  /** Commands that made the bundle, as they were typed, or what was done instead. */
  readonly commands: readonly string[];
}

/** The model card (Mitchell et al., "Model Cards for Model Reporting", 2019) as Markdown. */
export function modelCard(facts: CardFacts): string {
  const { preset, metrics, calibration, training, history, commands, backend } = facts;
  const { id, version, name, description, licence, input, network, data } = preset;
  const origin = facts.origin ?? {
    training: `rows of the index where \`${data.train}\``,
    calibration: `\`${data.calibrate}\``,
  };
  const last = history.at(-1);
  return `${[
    `# ${name} (${id} ${version})`,
    "**Not for diagnostic use.**",
    description,
    "## Intended use",
    `${useOf(preset)} To draw a reader's eye to what is unusual, in research and in the review of image quality. Not for finding, excluding, measuring or following disease, and not for sorting patients.`,
    "## Data",
    [
      `- Trained on ${training.images} images of ${training.patients} patients: ${origin.training}.`,
      `- Calibrated on ${calibration.population.images} images of ${facts.withinPatient ? "the same patient" : `${calibration.population.patients} other patients`}: ${origin.calibration}.`,
      `- Population: ${calibration.population.description}.`,
      `- Licence: ${licence}.`,
    ].join("\n"),
    "## Network",
    `A convolutional variational autoencoder without skip connections: ${input.height} x ${input.width} pixels in, ${network.latentSize} latent dimensions, channels ${network.channels.join(", ")}; the decoder predicts the mean and the variance of each pixel. Kernels are stored as float16. ${last?.epoch ?? preset.optimization.epochs} epochs, seed ${preset.optimization.seed}, on ${backend}${last ? `; last epoch: loss ${last.loss.toFixed(4)}, KL ${last.kl.toFixed(1)} nats` : ""}.`,
    "## Figures",
    ...(metrics ? figures(metrics) : [withoutFigures]),
    ...(facts.runs ? ["## Seeds", ...seedText(facts.runs, preset.optimization.seed)] : []),
    "## Limits",
    limits(facts),
    "## Made by",
    ["```", ...commands, "```"].join("\n"),
  ].join("\n\n")}\n`;
}

const withoutFigures =
  "Not evaluated: when it was made there were no abnormal images to test it on. How well it finds anything is unknown until `residua evaluate` has measured it on images it was not trained on.";

function figures(metrics: Metrics): string[] {
  const { scores, maps } = imageTables(metrics);
  return [
    `On ${metrics.data.images} images (${metrics.data.healthy} healthy, ${metrics.data.abnormal} abnormal) of ${metrics.data.patients} patients, \`${metrics.data.where}\`. In brackets: 95 % intervals from ${metrics.bootstrap.resamples} resamplings of patients. These patients were not trained on, but settings were chosen on them, so expect less elsewhere.`,
    ...(metrics.image
      ? [
          "Which images are abnormal, by each score:",
          markdownTable(scores),
          "By the mean of each map's highest values:",
          markdownTable(maps),
        ]
      : [
          "There was no abnormal image to test it on: how well it finds anything is not known until `residua evaluate` has measured it.",
        ]),
    ...(metrics.pixel
      ? [
          "Where the lesions are, over all pixels. The best Dice is an oracle: its threshold was chosen on these images. AUPRO counts false positives on the foreground alone.",
          markdownTable(pixelTable(metrics)),
        ]
      : []),
    ...(metrics.lesionSize
      ? ["By size of the lesion, in pixels of an image of 256 x 256:", markdownTable(sizeTable(metrics))]
      : []),
    calibrationText(metrics),
    ...(metrics.synthetic ? [syntheticText(metrics.synthetic), markdownTable(syntheticTable(metrics))] : []),
  ];
}

function seedText(runs: NonNullable<CardFacts["runs"]>, chosen: number): string[] {
  const columns: [name: string, value: (metrics: Metrics) => number | undefined][] = [
    ["image AUROC", ({ image }) => image?.auroc.value],
    ["AP", ({ image }) => image?.ap.value],
    ["sensitivity at 5 % FPR", ({ image }) => image?.sensitivityAt5Fpr.value],
    ["pixel AP", ({ pixel }) => pixel?.ap.value],
    ["Dice, calibrated", ({ pixel }) => pixel?.diceCalibrated.value],
    ["realised FPR", ({ calibration }) => calibration.realisedFpr.value],
  ];
  const known = columns.filter(([, value]) => runs.every(({ metrics }) => value(metrics) !== undefined));
  const cellsOf = (pick: (values: number[]) => number) =>
    known.map(([, value]) => pick(runs.map(({ metrics }) => value(metrics)!)).toFixed(3));
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return [
    `The best of ${runs.length} runs that differ in their seed alone: the highest sum of image AUROC and pixel AP, or of what there is of the two. Being the best, it is likely to do a little worse on other patients; the mean of all runs is the fairer expectation.`,
    markdownTable({
      header: ["seed", ...known.map(([name]) => name)],
      rows: [
        ...runs.map(({ seed, metrics }) => ({
          baseline: false,
          cells: [
            seed === chosen ? `${seed} (this one)` : `${seed}`,
            ...known.map(([, value]) => value(metrics)!.toFixed(3)),
          ],
        })),
        { baseline: false, cells: ["mean", ...cellsOf(mean)] },
        {
          baseline: false,
          cells: ["range", ...cellsOf((values) => Math.max(...values) - Math.min(...values))],
        },
      ],
    }),
  ];
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

function calibrationText({ calibration }: Metrics): string {
  const {
    targetFpr,
    realisedFpr,
    targetFalsePositivePixels,
    realisedFalsePositivePixels,
    sensitivity,
    method,
  } = calibration;
  return `Thresholds come from healthy images alone (here: ${method}). Healthy images above the image threshold: ${formatShare(realisedFpr)}, intended ${formatTarget(targetFpr)}. Healthy pixels above the pixel threshold: ${formatShare(realisedFalsePositivePixels, 2)}, intended ${formatTarget(targetFalsePositivePixels)}.${sensitivity ? ` Abnormal images above the image threshold: ${formatShare(sensitivity)}.` : ""}`;
}

function limits({ preset, metrics, withinPatient }: CardFacts): string {
  const { applicability, data } = preset;
  const missed = metrics ? missedSizes(metrics) : [];
  return [
    '- "Healthy" means what the training images are: see the population above. Whatever they have in common counts as normal.',
    ...(metrics
      ? [
          `- Evaluated only where \`${data.evaluate}\`; outside of that (other slices, scanners, ages, contrasts) nothing is known.`,
        ]
      : []),
    "- A residual is not a diagnosis: artefacts, surgery and rare anatomy light up too; what resembles its surroundings does not.",
    ...(metrics?.image
      ? [
          `- To find 95 % of the abnormal images, ${formatShare(metrics.image.fprAt95Sensitivity)} of the healthy ones are flagged too.`,
        ]
      : []),
    `- Small and faint lesions are missed more often than large ones.${missed.length > 0 ? ` Found at the image threshold: ${missed.join("; ")}.` : ""}`,
    "- Thresholds may not hold on another scanner: calibrate again on local healthy images.",
    ...(withinPatient
      ? ["- Trained and measured on one patient: its thresholds and figures say nothing about other people."]
      : []),
    `- Refused: any modality but ${applicability.modalities.join(", ")}${applicability.plane === "any" ? "" : `, any plane but ${applicability.plane}`}. ${applicability.contrasts.length > 0 ? "Other contrasts are shown with a caution." : ""}`.trim(),
  ].join("\n");
}

/** Lesions of which fewer than nine in ten are found, the smallest first. */
function missedSizes({ lesionSize = [] }: Metrics): string[] {
  return lesionSize
    .filter(({ sensitivity }) => sensitivity.value < 0.9)
    .map((size) => `${formatSizes(size)}: ${formatShare(size.sensitivity)}`);
}

function syntheticText({ images, patients }: NonNullable<Metrics["synthetic"]>): string {
  return `Synthetic anomalies, not seen in any patient: put into ${images} of the healthy images, of ${patients} patients, each judged against the same image without it. A source pushes tissue apart, a sink draws it in; texture has the mean of what it replaces. The strength is a share of the foreground's range of intensities for brighter, darker and texture, a width in pixels for blur; radius and area are in pixels of an image of 256 x 256.`;
}
