import { type Affine, applyAffine } from "../imaging/affine.ts";
import { connectedComponents } from "./components.ts";
import type { Region } from "./result.ts";

export interface FindRegionsOptions {
  /** [height, width], row-major. */
  readonly map: Float32Array;
  readonly height: number;
  readonly width: number;
  /** From map pixels to image pixels. */
  readonly affine: Affine;
  /** mm between the image's rows and columns. */
  readonly spacing?: { readonly row: number; readonly column: number } | undefined;
  /** Pixels above this belong to a region. */
  readonly threshold: number;
  /** Smaller components are left out, in map pixels. Default 6: smaller than any lesion the smoothed map can show. */
  readonly minimumPixels?: number;
}

/** Connected components (8 neighbours) of the map above the threshold, by falling peak. */
export function findRegions(options: FindRegionsOptions): Region[] {
  return findRegionMembers(options).map(({ region }) => region);
}

/** The same regions with the map's pixels that each covers, as indices. */
export function findRegionMembers(
  options: FindRegionsOptions,
): { readonly region: Region; readonly members: readonly number[] }[] {
  const { map, height, width, threshold, minimumPixels = 6 } = options;
  return connectedComponents((index) => map[index]! > threshold, height, width)
    .filter((members) => members.length >= minimumPixels)
    .map((members) => ({ members, described: describe(members, options) }))
    .sort((a, b) => b.described.peak - a.described.peak)
    .map(({ members, described }, index) => ({ region: { id: index + 1, ...described }, members }));
}

function describe(members: readonly number[], options: FindRegionsOptions): Omit<Region, "id"> {
  const { map, width, affine, spacing, threshold } = options;
  let peakIndex = members[0]!;
  let sum = 0;
  let weight = 0;
  let weightedColumn = 0;
  let weightedRow = 0;
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  // Where the threshold is negative the map may be too; only the weights' differences matter then.
  const base = Math.min(0, threshold);
  for (const index of members) {
    const value = map[index]!;
    const column = index % width;
    const row = Math.floor(index / width);
    if (value > map[peakIndex]!) peakIndex = index;
    sum += value;
    weight += value - base;
    weightedColumn += (value - base) * column;
    weightedRow += (value - base) * row;
    left = Math.min(left, column);
    right = Math.max(right, column);
    top = Math.min(top, row);
    bottom = Math.max(bottom, row);
  }
  const areaPixels = members.length * Math.abs(affine.scaleColumn * affine.scaleRow);
  // From the outer edge of the first pixel to that of the last: pixel centres lie at whole numbers.
  const a = applyAffine(affine, { column: left - 0.5, row: top - 0.5 });
  const b = applyAffine(affine, { column: right + 0.5, row: bottom + 0.5 });
  return {
    ...(spacing ? { areaMm2: areaPixels * spacing.row * spacing.column } : {}),
    areaPixels,
    peak: map[peakIndex]!,
    mean: sum / members.length,
    peakPoint: applyAffine(affine, { column: peakIndex % width, row: Math.floor(peakIndex / width) }),
    centroid: applyAffine(affine, { column: weightedColumn / weight, row: weightedRow / weight }),
    bounds: {
      left: Math.min(a.column, b.column),
      top: Math.min(a.row, b.row),
      right: Math.max(a.column, b.column),
      bottom: Math.max(a.row, b.row),
    },
  };
}
