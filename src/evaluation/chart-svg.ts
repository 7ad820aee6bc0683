const side = 230;
const margin = { left: 46, top: 10, right: 20, bottom: 40 } as const;
const width = margin.left + side + margin.right;
const height = margin.top + side + margin.bottom;

export interface CurveChart {
  /** Both 0..1. */
  readonly points: readonly (readonly [x: number, y: number])[];
  readonly title: string;
  readonly xLabel: string;
  readonly yLabel: string;
  /** Two ends of the line of a score that knows nothing. */
  readonly chance: readonly (readonly [x: number, y: number])[];
}

/** A curve over the unit square, as a self-contained SVG picture. */
export function curveSvg({ points, title, xLabel, yLabel, chance }: CurveChart): string {
  const ticks = [0, 0.25, 0.5, 0.75, 1];
  const grid = ticks.map(
    (tick) =>
      `<path class="grid" d="M${x(tick)} ${y(0)}V${y(1)}M${x(0)} ${y(tick)}H${x(1)}"/>` +
      `<text x="${x(tick)}" y="${margin.top + side + 16}" text-anchor="middle">${tick}</text>` +
      `<text x="${margin.left - 6}" y="${Number(y(tick)) + 4}" text-anchor="end">${tick}</text>`,
  );
  return frame(title, [
    ...grid,
    `<path class="chance" d="${path(chance)}"/>`,
    `<path class="curve" d="${path(points)}"/>`,
    ...labels(xLabel, yLabel),
  ]);
}

export interface HistogramChart {
  readonly lower: number;
  readonly upper: number;
  readonly healthy: readonly number[];
  readonly abnormal: readonly number[];
  readonly threshold: number;
  readonly title: string;
}

/** Scores of healthy and of abnormal images, each as shares of its own class, with the threshold between them. */
export function histogramSvg({ lower, upper, healthy, abnormal, threshold, title }: HistogramChart): string {
  const shares = [healthy, abnormal].map((counts) => {
    const total = counts.reduce((sum, count) => sum + count, 0) || 1;
    return counts.map((count) => count / total);
  });
  const highest = Math.max(...shares.flat(), 1e-9);
  const bars = shares.map((counts, index) => {
    const steps = counts.map((share, bin) => {
      const [from, to] = [bin / counts.length, (bin + 1) / counts.length];
      return `L${x(from)} ${y(share / highest)}L${x(to)} ${y(share / highest)}`;
    });
    return `<path class="${index === 0 ? "healthy" : "abnormal"}" d="M${x(0)} ${y(0)}${steps.join("")}L${x(1)} ${y(0)}Z"/>`;
  });
  const at = (value: number) => (value - lower) / (upper - lower || 1);
  const ticks = [0, 0.25, 0.5, 0.75, 1].map(
    (share) =>
      `<text x="${x(share)}" y="${margin.top + side + 16}" text-anchor="middle">${(lower + share * (upper - lower)).toPrecision(2)}</text>`,
  );
  const levels = [0, highest].map(
    (share) =>
      `<text x="${margin.left - 6}" y="${Number(y(share / highest)) + 4}" text-anchor="end">${Math.round(100 * share)} %</text>`,
  );
  const mark = Math.min(1, Math.max(0, at(threshold)));
  return frame(title, [
    `<path class="grid" d="M${x(0)} ${y(0)}H${x(1)}"/>`,
    ...bars,
    ...ticks,
    ...levels,
    `<path class="threshold" d="M${x(mark)} ${y(0)}V${y(1)}"/>`,
    ...labels("Anomaly score", "Share of the images"),
  ]);
}

function frame(title: string, parts: readonly string[]): string {
  return [
    `<svg role="img" aria-label="${title}" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">`,
    ...parts,
    "</svg>",
  ].join("\n");
}

function labels(xLabel: string, yLabel: string): string[] {
  return [
    `<text x="${margin.left + side / 2}" y="${height - 6}" text-anchor="middle">${xLabel}</text>`,
    `<text transform="translate(12 ${margin.top + side / 2}) rotate(-90)" text-anchor="middle">${yLabel}</text>`,
  ];
}

function path(points: readonly (readonly [x: number, y: number])[]): string {
  return points.map(([px, py], index) => `${index ? "L" : "M"}${x(px)} ${y(py)}`).join("");
}

function x(share: number): string {
  return (margin.left + share * side).toFixed(1);
}

function y(share: number): string {
  return (margin.top + (1 - share) * side).toFixed(1);
}
