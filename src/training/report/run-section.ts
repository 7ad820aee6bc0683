import { formatFigure } from "../../evaluation/format.ts";
import { definitions, escapeHtml } from "../../evaluation/html-page.ts";
import type { Denoising } from "../preset.ts";
import { duration } from "./duration.ts";
import type { TrainingReport } from "./training-report.ts";

/** What was run, on what, and how long it took. */
export function runSection({ model, preset, run, epochs, metrics }: TrainingReport): string {
  const { input, network, optimization, denoising } = preset;
  const { optimizer = "adam", reconstruction = "gaussian" } = optimization;
  const seconds = epochs.map((epoch) => epoch.seconds);
  const timed = seconds.filter((each) => each !== undefined);
  const total = timed.reduce((sum, each) => sum + each, 0);
  const pace =
    epochs.reduce((sum, each) => sum + (each.imagesPerSecond ?? 0) * (each.seconds ?? 0), 0) / total;
  const chosen = run.epoch === epochs.length ? "" : `; the weights are those of epoch ${run.epoch}, the best`;
  return `${definitions([
    ["Model (SHA-256 of bundle.json)", `<code>${escapeHtml(model.sha256)}</code>`],
    ["Preset", escapeHtml(`${preset.name} (${preset.id})`)],
    ["Index", escapeHtml(run.index)],
    [
      "Trained on",
      escapeHtml(`${run.images} images of ${run.patients} patients, where ${preset.data.train}`),
    ],
    ["Epochs", `${epochs.length} of ${optimization.epochs}${chosen}`],
    [
      "Time",
      timed.length === 0
        ? "not known"
        : `${duration(total)}, ${pace.toFixed(1)} images/s${timed.length < epochs.length ? ` (${timed.length} epochs)` : ""}`,
    ],
    ["Seed", String(optimization.seed)],
    [
      "Network",
      `${input.height} x ${input.width} pixels, ${network.latentSize} latent dimensions, channels ${network.channels.join(", ")}`,
    ],
    [
      "Objective",
      `${reconstruction} reconstruction + ${optimization.beta} x KL; ${escapeHtml(describeDenoising(denoising))}`,
    ],
    [
      "Optimiser",
      `${optimizer}, learning rate ${optimization.learningRate}, batches of ${optimization.batchSize}`,
    ],
    ["Backend", escapeHtml(run.backend)],
    ...(metrics?.image
      ? [
          [
            "Finds abnormal images",
            `AUROC ${formatFigure(metrics.image.auroc)} on ${metrics.data.images} images of ${metrics.data.patients} patients; see metrics.json`,
          ] as const,
        ]
      : []),
  ])}
<h2>Made by</h2>
<pre><code>${run.commands.map(escapeHtml).join("\n")}</code></pre>`;
}

function describeDenoising(denoising: Denoising): string {
  if (denoising.kind === "none") return "no corruption of the encoder's input";
  const share = `${Math.round(100 * denoising.probability)} % of the images`;
  switch (denoising.kind) {
    case "gaussianNoise":
      return `Gaussian noise of ${denoising.deviation} on ${share}`;
    case "contextMask":
      return `up to ${denoising.rectangles} rectangles of ${denoising.fill === "zero" ? "nothing" : "noise"} on ${share}`;
    default: {
      const { islands } = denoising;
      const alike = islands ? `, as islands on ${Math.round(100 * islands.share)} % of these` : "";
      return `coarse noise of ${denoising.deviation} on ${share}${alike}`;
    }
  }
}
