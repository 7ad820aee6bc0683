/** A binary image, [rows, columns], row-major: 0 or 1. Everything beyond its border counts as 0. */
export interface Mask {
  readonly pixels: Uint8Array;
  readonly rows: number;
  readonly columns: number;
}

/** 1 where the value is above the threshold. */
export function above(values: Float32Array, threshold: number): Uint8Array {
  const pixels = new Uint8Array(values.length);
  for (let i = 0; i < pixels.length; i++) if (values[i]! > threshold) pixels[i] = 1;
  return pixels;
}

/** `iterations` erosions, then as many dilations, with the 4-neighbourhood. */
export function open(mask: Mask, iterations: number): Mask {
  if (iterations === 0) return mask;
  return dilate(erode(mask, iterations), iterations);
}

/** `iterations` dilations, then as many erosions, with the 4-neighbourhood, as on an unbounded plane. */
export function close(mask: Mask, iterations: number): Mask {
  if (iterations === 0) return mask;
  // Without the margin the erosion would eat into a foreground that touches the border.
  const padded = pad(mask, iterations);
  return unpad(erode(dilate(padded, iterations), iterations), iterations);
}

/** Pixels within `iterations` 4-neighbour steps of the mask. */
export function dilate(mask: Mask, iterations: number): Mask {
  const distance = cityBlockDistance(mask, 1, farthest);
  return { ...mask, pixels: distance.map((d) => (d <= iterations ? 1 : 0)) };
}

/** Pixels more than `iterations` 4-neighbour steps from everything outside the mask. */
export function erode(mask: Mask, iterations: number): Mask {
  const distance = cityBlockDistance(mask, 0, 0);
  return { ...mask, pixels: distance.map((d) => (d > iterations ? 1 : 0)) };
}

/** Distances are held in bytes; steps of preprocessing ask for at most 64. */
const farthest = 255;

/**
 * Steps to the nearest pixel that equals `target`, in two passes (Rosenfeld & Pfaltz 1966), capped at `farthest`.
 * @param beyond the distance held by pixels just beyond the border
 */
function cityBlockDistance(mask: Mask, target: 0 | 1, beyond: number): Uint8Array {
  const { pixels, rows, columns } = mask;
  const distance = new Uint8Array(pixels.length);
  for (let r = 0, i = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++, i++) {
      if (pixels[i] === target) continue;
      const up = r > 0 ? distance[i - columns]! : beyond;
      const left = c > 0 ? distance[i - 1]! : beyond;
      distance[i] = Math.min(up + 1, left + 1, farthest);
    }
  }
  for (let r = rows - 1, i = pixels.length - 1; r >= 0; r--) {
    for (let c = columns - 1; c >= 0; c--, i--) {
      const down = r < rows - 1 ? distance[i + columns]! : beyond;
      const right = c < columns - 1 ? distance[i + 1]! : beyond;
      distance[i] = Math.min(distance[i]!, down + 1, right + 1);
    }
  }
  return distance;
}

function pad(mask: Mask, margin: number): Mask {
  const rows = mask.rows + 2 * margin;
  const columns = mask.columns + 2 * margin;
  const pixels = new Uint8Array(rows * columns);
  for (let r = 0; r < mask.rows; r++) {
    const line = mask.pixels.subarray(r * mask.columns, (r + 1) * mask.columns);
    pixels.set(line, (r + margin) * columns + margin);
  }
  return { pixels, rows, columns };
}

function unpad(mask: Mask, margin: number): Mask {
  const rows = mask.rows - 2 * margin;
  const columns = mask.columns - 2 * margin;
  const pixels = new Uint8Array(rows * columns);
  for (let r = 0; r < rows; r++) {
    const from = (r + margin) * mask.columns + margin;
    pixels.set(mask.pixels.subarray(from, from + columns), r * columns);
  }
  return { pixels, rows, columns };
}
