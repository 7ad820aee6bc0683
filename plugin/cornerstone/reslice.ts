import { type Affine, invertAffine } from "../../src/imaging/affine.ts";
import type { Point3 } from "./host.ts";

/** One slice's map at the model's own resolution. */
export interface SliceMap {
  /** [height, width] */
  readonly values: Float32Array;
  readonly height: number;
  readonly width: number;
  /** From the map's pixels to the slice's. */
  readonly affine: Affine;
}

/** A grid of points on a plane through the volume, in voxels. */
export interface PlaneGrid {
  /** The first point. */
  readonly start: Point3;
  /** To the next column. */
  readonly right: Point3;
  /** To the next row. */
  readonly down: Point3;
  readonly columns: number;
  readonly rows: number;
}

export interface ResliceOptions {
  readonly grid: PlaneGrid;
  /** Slices of the volume from the first; undefined where there is no map (yet). */
  readonly slices: readonly (SliceMap | undefined)[];
  /** What stands for zero, which every map holds outside the foreground. */
  readonly background: number;
  /** Standard deviation of a Gaussian along the slices, in slices; none by default. */
  readonly smoothing?: number;
}

interface Sampler {
  readonly values: Float32Array;
  readonly height: number;
  readonly width: number;
  readonly toMap: Affine;
}

/** Nearer to a slice than this it is the slice: the planes of a stack need not be computed twice. */
const onSlice = 1e-3;

/** Beyond this many standard deviations a slice no longer counts: 1 % of the Gaussian. */
const reach = 2.5;

/**
 * The maps of a volume's slices on any plane: linear within a slice and between two slices. A slice without a neighbour
 * fills half the way to it. Smoothed across slices, each stands for the weighted mean of those around it that have a
 * map.
 *
 * @returns [grid.rows, grid.columns], NaN where there is no map
 */
export function reslice({ grid, slices, background, smoothing = 0 }: ResliceOptions): Float32Array {
  const samplers = slices.map(
    (slice): Sampler | undefined => slice && { ...slice, toMap: invertAffine(slice.affine) },
  );
  const weights = smoothing > 0 ? gaussian(smoothing) : undefined;
  const last = slices.length - 1;
  const { start, right, down } = grid;
  const result = new Float32Array(grid.rows * grid.columns);
  let index = 0;
  for (let r = 0; r < grid.rows; r++) {
    for (let c = 0; c < grid.columns; c++) {
      const depth = start[2] + c * right[2] + r * down[2];
      if (depth < -onSlice || depth > last + onSlice) {
        result[index++] = Number.NaN;
        continue;
      }
      const column = start[0] + c * right[0] + r * down[0];
      const row = start[1] + c * right[1] + r * down[1];
      result[index++] = weights
        ? across(samplers, weights, column, row, depth, background)
        : between(samplers, column, row, depth, background);
    }
  }
  return result;
}

function between(
  samplers: readonly (Sampler | undefined)[],
  column: number,
  row: number,
  depth: number,
  background: number,
): number {
  const nearest = Math.round(depth);
  const far = Math.abs(depth - nearest);
  const near = samplers[nearest];
  const here = near === undefined ? Number.NaN : sample(near, column, row, background);
  if (far < onSlice) return here;
  const other = samplers[depth > nearest ? nearest + 1 : nearest - 1];
  if (near === undefined || other === undefined) return here;
  return here + far * (sample(other, column, row, background) - here);
}

/** Slices that a point is made of, under a Gaussian of so many slices' standard deviation. */
export function slicesWithin(smoothing: number): number {
  return 2 * (1 + Math.ceil(reach * smoothing));
}

/** Weights of the slice itself and of those so many slices away. */
function gaussian(sigma: number): number[] {
  return Array.from({ length: slicesWithin(sigma) / 2 }, (_, away) =>
    Math.exp(-(away ** 2) / (2 * sigma ** 2)),
  );
}

/** Between two slices, each of them smoothed. */
function across(
  samplers: readonly (Sampler | undefined)[],
  weights: readonly number[],
  column: number,
  row: number,
  depth: number,
  background: number,
): number {
  if (samplers[Math.round(depth)] === undefined) return Number.NaN;
  const before = Math.floor(depth);
  const share = depth - before;
  let sum = 0;
  let total = 0;
  const first = Math.max(0, before - weights.length + 1);
  const end = Math.min(samplers.length, before + weights.length + 1);
  for (let slice = first; slice < end; slice++) {
    const sampler = samplers[slice];
    if (sampler === undefined) continue;
    const [near, far] = [weights[Math.abs(slice - before)] ?? 0, weights[Math.abs(slice - before - 1)] ?? 0];
    const weight = near + share * (far - near);
    sum += weight * sample(sampler, column, row, background);
    total += weight;
  }
  return sum / total;
}

/** Bilinear, as the GPU draws a stack's heatmap; beyond the map's edge there is nothing unusual. */
function sample(
  { values, height, width, toMap }: Sampler,
  column: number,
  row: number,
  background: number,
): number {
  const x = column * toMap.scaleColumn + toMap.offsetColumn;
  const y = row * toMap.scaleRow + toMap.offsetRow;
  if (x < -0.5 || y < -0.5 || x > width - 0.5 || y > height - 0.5) return background;
  const left = Math.min(width - 1, Math.max(0, Math.floor(x)));
  const top = Math.min(height - 1, Math.max(0, Math.floor(y)));
  const toRight = left + 1 < width ? 1 : 0;
  const toBelow = top + 1 < height ? width : 0;
  const fx = Math.min(1, Math.max(0, x - left));
  const fy = Math.min(1, Math.max(0, y - top));
  const at = top * width + left;
  const upper = mix(values[at]! || background, values[at + toRight]! || background, fx);
  const lower = mix(values[at + toBelow]! || background, values[at + toBelow + toRight]! || background, fx);
  return mix(upper, lower, fy);
}

const mix = (a: number, b: number, share: number) => a + share * (b - a);
