import { escapeHtml } from "../../evaluation/html-page.ts";

export interface LineChart {
  /** What a reader who does not see the picture is told. */
  readonly title: string;
  readonly xLabel: string;
  readonly yLabel: string;
  /** At least one point altogether; two lines at most have looks of their own. */
  readonly lines: readonly Line[];
}

export interface Line {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
}

const size = { width: 340, height: 200 } as const;
/** The range comes from what follows this share of the epochs: the first ones are far off, and would flatten the rest. */
const settled = 0.05;
const margin = { left: 68, top: 10, right: 14, bottom: 40 } as const;

/** Curves over epochs as a self-contained SVG picture. */
export function lineChartSvg({ title, xLabel, yLabel, lines }: LineChart): string {
  const points = lines.flatMap((line) => line.points);
  const last = Math.max(...points.map(([x]) => x));
  const across = scale(
    points.map(([x]) => x),
    0,
    size.width,
    1,
  );
  const down = scale(
    points.filter(([x]) => x > settled * last).map(([, y]) => y),
    size.height,
    0,
  );
  const x = (value: number) => (margin.left + across.at(value)).toFixed(1);
  const y = (value: number) => (margin.top + down.at(value)).toFixed(1);
  const width = margin.left + size.width + margin.right;
  const height = margin.top + size.height + margin.bottom;
  const bottom = margin.top + size.height;
  return [
    `<svg role="img" aria-label="${escapeHtml(title)}" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">`,
    ...down.ticks.map(
      (tick) =>
        `<path class="grid" d="M${margin.left} ${y(tick)}H${margin.left + size.width}"/>` +
        `<text x="${margin.left - 6}" y="${Number(y(tick)) + 4}" text-anchor="end">${down.format(tick)}</text>`,
    ),
    ...across.ticks.map(
      (tick) => `<text x="${x(tick)}" y="${bottom + 16}" text-anchor="middle">${across.format(tick)}</text>`,
    ),
    // A picture of its own cuts off what leaves the range.
    `<svg aria-hidden="true" x="${margin.left}" y="${margin.top}" width="${size.width}" height="${size.height}" viewBox="${margin.left} ${margin.top} ${size.width} ${size.height}">`,
    ...lines.map((line, index) => curve(line, `curve curve-${index}`, x, y)),
    "</svg>",
    `<text x="${margin.left + size.width / 2}" y="${height - 4}" text-anchor="middle">${escapeHtml(xLabel)}</text>`,
    `<text transform="translate(11 ${margin.top + size.height / 2}) rotate(-90)" text-anchor="middle">${escapeHtml(yLabel)}</text>`,
    "</svg>",
  ].join("\n");
}

function curve(
  { points }: Line,
  className: string,
  x: (value: number) => string,
  y: (value: number) => string,
): string {
  const [only] = points;
  if (only && points.length === 1)
    return `<circle class="${className}" cx="${x(only[0])}" cy="${y(only[1])}" r="3"/>`;
  const path = points.map(([px, py], index) => `${index ? "L" : "M"}${x(px)} ${y(py)}`).join("");
  return `<path class="${className}" d="${path}"/>`;
}

interface Scale {
  at(value: number): number;
  readonly ticks: readonly number[];
  format(tick: number): string;
}

/** About five round ticks within the values' range, which is mapped onto `start` to `end`. */
function scale(values: readonly number[], start: number, end: number, finestStep = 0): Scale {
  const lowest = Math.min(...values);
  const highest = Math.max(...values);
  const margin = highest > lowest ? 0 : Math.max(Math.abs(lowest) * 0.1, finestStep || 1e-6);
  const [from, to] = [lowest - margin, highest + margin];
  const step = Math.max(finestStep, roundStep((to - from) / 5));
  const first = Math.ceil(from / step - 1e-9);
  const count = Math.floor(to / step + 1e-9) - first + 1;
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  return {
    at: (value) => start + ((value - from) / (to - from)) * (end - start),
    ticks: Array.from({ length: Math.max(0, count) }, (_, index) => (first + index) * step),
    format: (tick) => (decimals > 4 ? tick.toExponential(1) : tick.toFixed(decimals)),
  };
}

/** 1, 2 or 5 times a power of ten. */
function roundStep(step: number): number {
  const power = 10 ** Math.floor(Math.log10(step));
  const share = step / power;
  return power * (share > 5 ? 10 : share > 2 ? 5 : share > 1 ? 2 : 1);
}
