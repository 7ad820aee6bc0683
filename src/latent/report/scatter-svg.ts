import { escapeHtml } from "../../evaluation/html-page.ts";
import type { Point } from "../project.ts";

export interface ScatterMark {
  readonly at: Point;
  readonly group: string;
  /** Shown when the pointer rests on it. */
  readonly text: string;
}

/** Okabe and Ito's colours ("Color Universal Design", 2008), told apart by every kind of colour vision. */
const colours = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#f0e442", "#7f7f7f"];
const size = 480;
const margin = 12;
const legendLine = 18;

/** Points by group, as a self-contained SVG picture; each says what it is when the pointer rests on it. */
export function scatterSvg(marks: readonly ScatterMark[], title: string): string {
  const groups = [...new Set(marks.map(({ group }) => group))].sort((a, b) =>
    a.localeCompare(b, "en", { numeric: true }),
  );
  const [x, y] = [0, 1].map((axis) => scaleOf(marks.map(({ at }) => at[axis]!))) as [Scale, Scale];
  const radius = marks.length > 1000 ? 2 : 3;
  const colourOf = (group: string) => colours[groups.indexOf(group) % colours.length];
  const points = marks.map(
    ({ at, group, text }) =>
      `<circle cx="${x(at[0])}" cy="${(size - Number(y(at[1]))).toFixed(1)}" r="${radius}" fill="${colourOf(group)}"><title>${escapeHtml(text)}</title></circle>`,
  );
  const legend = groups.map((group, index) => {
    const top = size + legendLine * (index + 1);
    return `<circle cx="${margin}" cy="${top - 4}" r="5" fill="${colourOf(group)}"/><text x="${margin + 12}" y="${top}">${escapeHtml(group)} (${marks.filter((mark) => mark.group === group).length})</text>`;
  });
  const height = size + legendLine * (groups.length + 1);
  return `<svg role="img" aria-label="${escapeHtml(title)}" viewBox="0 0 ${size} ${height}">${points.join("")}${legend.join("")}</svg>`;
}

type Scale = (value: number) => string;

function scaleOf(values: readonly number[]): Scale {
  const lowest = values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const highest = values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const extent = highest - lowest || 1;
  return (value) => (margin + ((value - lowest) / extent) * (size - 2 * margin)).toFixed(1);
}
