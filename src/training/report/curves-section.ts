import { table } from "../../evaluation/html-page.ts";
import { type Line, lineChartSvg } from "./line-chart.ts";
import type { TrainingReport } from "./training-report.ts";

type Epoch = TrainingReport["epochs"][number];

interface Curve {
  readonly title: string;
  readonly unit: string;
  readonly of: (epoch: Epoch) => number | undefined;
  /** The same on hold-out images. */
  readonly validation?: (epoch: Epoch) => number | undefined;
}

const curves: readonly Curve[] = [
  { title: "Loss", unit: "loss", of: ({ loss }) => loss, validation: ({ validation }) => validation?.loss },
  {
    title: "Reconstruction",
    unit: "mean a pixel",
    of: ({ reconstruction }) => reconstruction,
    validation: ({ validation }) => validation?.reconstruction,
  },
  {
    title: "KL divergence",
    unit: "nats an image",
    of: ({ kl }) => kl,
    validation: ({ validation }) => validation?.kl,
  },
  { title: "ELBO", unit: "nats an image", of: ({ elbo }) => elbo },
  {
    title: "Active latent dimensions",
    unit: "more than 0.01 nats",
    of: ({ activeLatents }) => activeLatents,
  },
  { title: "Learning rate", unit: "at the epoch's end", of: ({ learningRate }) => learningRate },
];

/** How the figures went from epoch to epoch, as pictures and as a table. */
export function curvesSection({ epochs, preset }: TrainingReport): string {
  const figures = curves.flatMap(({ title, unit, of, validation }) => {
    const lines = [
      { name: "training", points: pointsOf(epochs, of) },
      { name: "hold-out", points: validation ? pointsOf(epochs, validation) : [] },
    ].filter(({ points }) => points.length > 0);
    return lines.length === 0 ? [] : [figure(title, unit, lines)];
  });
  const weighted =
    (preset.optimization.reconstruction ?? "gaussian") === "gaussian"
      ? " In training each pixel's likelihood is weighted by its predicted deviation, so its reconstruction is not on the scale of the hold-out images' nor of the ELBO."
      : "";
  return `<h2>Course of the training</h2>
<div class="charts">
${figures.join("\n")}
</div>
<p class="footnote">Means over each epoch, of the images as they were augmented and corrupted. What the first epochs have beyond the range of the later ones is cut off.${weighted}</p>
<details><summary>The figures of each epoch</summary>
<div class="scroll" role="region" aria-label="The figures of each epoch" tabindex="0">${epochTable(epochs)}</div></details>`;
}

function pointsOf(epochs: readonly Epoch[], of: Curve["of"]): [number, number][] {
  return epochs.flatMap((epoch): [number, number][] => {
    const value = of(epoch);
    return value === undefined ? [] : [[epoch.epoch, value]];
  });
}

function figure(title: string, unit: string, lines: readonly Line[]): string {
  const ends = lines.map(({ name, points }) => {
    const [first, last] = [points[0]![1], points.at(-1)![1]];
    return `${name} from ${first.toPrecision(4)} to ${last.toPrecision(4)}`;
  });
  const svg = lineChartSvg({ title: `${title}: ${ends.join("; ")}`, xLabel: "epoch", yLabel: unit, lines });
  const key = lines.length > 1 ? " Solid: training. Dashed: hold-out." : "";
  return `<figure>${svg}\n<figcaption>${title}.${key}</figcaption></figure>`;
}

function epochTable(epochs: readonly Epoch[]): string {
  const shown = curves.flatMap(({ title, of, validation }) => [
    { title, of },
    ...(validation ? [{ title: `${title}, hold-out`, of: validation }] : []),
  ]);
  const columns = [...shown, { title: "Images/s", of: (epoch: Epoch) => epoch.imagesPerSecond }].filter(
    ({ of }) => epochs.some((epoch) => of(epoch) !== undefined),
  );
  return table(
    ["Epoch", ...columns.map(({ title }) => title)],
    epochs.map((epoch) => ({
      cells: [String(epoch.epoch), ...columns.map(({ of }) => formatNumber(of(epoch)))],
    })),
  );
}

function formatNumber(value: number | undefined): string {
  if (value === undefined) return "–";
  return Number.isInteger(value) ? String(value) : value.toPrecision(4);
}
