const side = 320;
const margin = { left: 46, top: 10, right: 10, bottom: 40 } as const;

/** The ROC curve as a self-contained SVG picture. */
export function rocSvg(roc: readonly (readonly [fpr: number, sensitivity: number])[], title: string): string {
  const x = (fpr: number): string => (margin.left + fpr * side).toFixed(1);
  const y = (sensitivity: number): string => (margin.top + (1 - sensitivity) * side).toFixed(1);
  const ticks = [0, 0.25, 0.5, 0.75, 1];
  const grid = ticks.map(
    (tick) =>
      `<path class="grid" d="M${x(tick)} ${y(0)}V${y(1)}M${x(0)} ${y(tick)}H${x(1)}"/>` +
      `<text x="${x(tick)}" y="${margin.top + side + 16}" text-anchor="middle">${tick}</text>` +
      `<text x="${margin.left - 6}" y="${Number(y(tick)) + 4}" text-anchor="end">${tick}</text>`,
  );
  const curve = roc
    .map(([fpr, sensitivity], index) => `${index ? "L" : "M"}${x(fpr)} ${y(sensitivity)}`)
    .join("");
  const width = margin.left + side + margin.right;
  const height = margin.top + side + margin.bottom;
  const middle = margin.top + side / 2;
  return [
    `<svg role="img" aria-label="${title}" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">`,
    ...grid,
    `<path class="chance" d="M${x(0)} ${y(0)}L${x(1)} ${y(1)}"/>`,
    `<path class="curve" d="${curve}"/>`,
    `<text x="${margin.left + side / 2}" y="${height - 6}" text-anchor="middle">False-positive rate</text>`,
    `<text transform="translate(12 ${middle}) rotate(-90)" text-anchor="middle">Sensitivity</text>`,
    "</svg>",
  ].join("\n");
}
