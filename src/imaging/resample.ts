import type { Affine } from "./affine.ts";

/** A grid of numbers, [rows, columns], row-major. */
export interface Grid {
  readonly pixels: Float32Array | Uint8Array;
  readonly rows: number;
  readonly columns: number;
}

export interface ResampleOptions {
  readonly rows: number;
  readonly columns: number;
  /** From pixels of the result to pixels of the source. */
  readonly affine: Affine;
  /** What lies outside the source. */
  readonly outside: number;
}

/**
 * Separable resampling to [rows, columns]: along an axis that shrinks, the mean over the area a new pixel covers
 * (box filter with fractional coverage, so nothing aliases); along an axis that grows, linear interpolation
 * (clamped within the outermost half pixels).
 */
export function resample(source: Grid, options: ResampleOptions): Float32Array {
  const { rows, columns, affine, outside } = options;
  const across = axisWeights(columns, source.columns, affine.scaleColumn, affine.offsetColumn);
  const down = axisWeights(rows, source.rows, affine.scaleRow, affine.offsetRow);
  const firstRow = down.lowest;
  const usedRows = Math.max(0, down.highest - firstRow);

  // Values are taken relative to `outside`: what lies outside then adds nothing to a sum.
  const narrowed = new Float32Array(usedRows * columns);
  for (let r = 0; r < usedRows; r++) {
    const from = (firstRow + r) * source.columns;
    for (let c = 0; c < columns; c++) {
      const start = from + across.first[c]!;
      const at = across.start[c]!;
      const count = across.start[c + 1]! - at;
      let sum = 0;
      for (let k = 0; k < count; k++) sum += across.weights[at + k]! * (source.pixels[start + k]! - outside);
      narrowed[r * columns + c] = sum;
    }
  }

  const result = new Float32Array(rows * columns);
  const line = new Float64Array(columns);
  for (let r = 0; r < rows; r++) {
    line.fill(outside);
    const at = down.start[r]!;
    const count = down.start[r + 1]! - at;
    for (let k = 0; k < count; k++) {
      const weight = down.weights[at + k]!;
      const from = (down.first[r]! - firstRow + k) * columns;
      for (let c = 0; c < columns; c++) line[c]! += weight * narrowed[from + c]!;
    }
    result.set(line, r * columns);
  }
  return result;
}

/** Resamples a mask and keeps the pixels that are at least half covered. */
export function resampleMask(source: Grid, options: Omit<ResampleOptions, "outside">): Uint8Array {
  const coverage = resample(source, { ...options, outside: 0 });
  const mask = new Uint8Array(coverage.length);
  // The slack absorbs rounding of sums that are exactly one half on paper.
  for (let i = 0; i < mask.length; i++) mask[i] = coverage[i]! >= 0.5 - 1e-6 ? 1 : 0;
  return mask;
}

interface AxisWeights {
  /** First source index of each new pixel. */
  readonly first: Int32Array;
  /** [length + 1]: where each new pixel's weights start. */
  readonly start: Int32Array;
  readonly weights: Float64Array;
  /** The source indices used lie in [lowest, highest). */
  readonly lowest: number;
  readonly highest: number;
}

function axisWeights(length: number, sourceLength: number, scale: number, offset: number): AxisWeights {
  const first = new Int32Array(length);
  const start = new Int32Array(length + 1);
  const reach = Math.ceil(Math.max(scale, 1)) + 2;
  const weights = new Float64Array(length * reach);
  let used = 0;
  let lowest = sourceLength;
  let highest = 0;
  for (let i = 0; i < length; i++) {
    const centre = scale * i + offset;
    start[i] = used;
    if (scale > 1) {
      // In edge coordinates source pixel j covers [j, j + 1).
      const from = centre + 0.5 - scale / 2;
      const to = from + scale;
      const begin = Math.max(0, Math.floor(from));
      const end = Math.min(sourceLength, Math.ceil(to));
      first[i] = begin;
      for (let j = begin; j < end; j++) {
        weights[used++] = Math.max(0, Math.min(to, j + 1) - Math.max(from, j)) / scale;
      }
    } else if (centre >= -0.5 && centre <= sourceLength - 0.5) {
      const clamped = Math.min(Math.max(centre, 0), sourceLength - 1);
      const begin = Math.min(Math.floor(clamped), Math.max(0, sourceLength - 2));
      first[i] = begin;
      const share = clamped - begin;
      weights[used++] = 1 - share;
      if (begin + 1 < sourceLength) weights[used++] = share;
    }
    if (used > start[i]!) {
      lowest = Math.min(lowest, first[i]!);
      highest = Math.max(highest, first[i]! + used - start[i]!);
    }
  }
  start[length] = used;
  return { first, start, weights, lowest, highest };
}
