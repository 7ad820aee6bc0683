import type { Mask } from "./morphology.ts";

/** The 4-connected component with the most pixels (the first met of equals); an empty mask stays empty. */
export function largestComponent(mask: Mask): Mask {
  const { rows, columns } = mask;
  const labels = new Int32Array(rows * columns);
  const queue = new Int32Array(rows * columns);
  let best = 0;
  let bestSize = 0;
  let label = 0;
  for (let seed = 0; seed < labels.length; seed++) {
    if (mask.pixels[seed] === 0 || labels[seed] !== 0) continue;
    label++;
    const size = flood(mask, 1, seed, label, labels, queue);
    if (size > bestSize) {
      best = label;
      bestSize = size;
    }
  }
  const pixels = new Uint8Array(labels.length);
  if (best > 0) for (let i = 0; i < pixels.length; i++) pixels[i] = labels[i] === best ? 1 : 0;
  return { pixels, rows, columns };
}

/** Adds the background that is not 4-connected to the border. */
export function fillHoles(mask: Mask): Mask {
  const { rows, columns } = mask;
  const labels = new Int32Array(rows * columns);
  const queue = new Int32Array(rows * columns);
  const fromBorder = (seed: number) => {
    if (mask.pixels[seed] === 0 && labels[seed] === 0) flood(mask, 0, seed, 1, labels, queue);
  };
  for (let c = 0; c < columns; c++) {
    fromBorder(c);
    fromBorder((rows - 1) * columns + c);
  }
  for (let r = 0; r < rows; r++) {
    fromBorder(r * columns);
    fromBorder(r * columns + columns - 1);
  }
  return { pixels: mask.pixels.map((_, i) => (labels[i] === 0 ? 1 : 0)), rows, columns };
}

/** Labels the 4-connected pixels of `value` around `seed`; returns how many. `queue` is room for all pixels. */
function flood(
  mask: Mask,
  value: 0 | 1,
  seed: number,
  label: number,
  labels: Int32Array,
  queue: Int32Array,
): number {
  const { pixels, rows, columns } = mask;
  let head = 0;
  let tail = 0;
  const visit = (i: number) => {
    if (pixels[i] !== value || labels[i] !== 0) return;
    labels[i] = label;
    queue[tail++] = i;
  };
  visit(seed);
  while (head < tail) {
    const i = queue[head++]!;
    const column = i % columns;
    if (column > 0) visit(i - 1);
    if (column < columns - 1) visit(i + 1);
    if (i >= columns) visit(i - columns);
    if (i < (rows - 1) * columns) visit(i + columns);
  }
  return tail;
}
