import { connectedComponents } from "../scoring/components.ts";
import { mapToImage } from "../scoring/map-to-image.ts";
import { type FindRegionsOptions, findRegionMembers } from "../scoring/regions.ts";
import type { ImageResult } from "../scoring/result.ts";

/** A region of one image on the image's own grid. */
export interface ImageRegion {
  /** Indices of its pixels, row-major. */
  readonly members: readonly number[];
  /** The map's highest value in it, as the model's grid has it. */
  readonly peak: number;
  /** Index of the image pixel where the map is highest. */
  readonly peakIndex: number;
  /** Sum of the map over `members`. */
  readonly sum: number;
}

/**
 * The regions above the threshold on the image's grid: the map is interpolated first, so that outlines follow the
 * heatmap on the screen and not the model's coarser pixels. What is too small to count on the model's grid does not
 * count here either.
 */
export function imageRegions(
  { maps, height, width, affine }: Pick<ImageResult, "maps" | "height" | "width" | "affine">,
  threshold: number,
  grid: { readonly rows: number; readonly columns: number },
): ImageRegion[] {
  const { anomaly } = maps;
  if (!anomaly) return [];
  const { rows, columns } = grid;
  const peaks = keptPeaks({ map: anomaly, height, width, affine, threshold });
  const values = mapToImage({ values: anomaly, height, width }, affine, rows, columns);
  const nearest = (index: number) => {
    const column = Math.round(((index % columns) - affine.offsetColumn) / affine.scaleColumn);
    const row = Math.round((Math.floor(index / columns) - affine.offsetRow) / affine.scaleRow);
    return Math.min(height - 1, Math.max(0, row)) * width + Math.min(width - 1, Math.max(0, column));
  };
  const covered = coveredPixels(affine, { height, width }, grid);
  const belongs = (index: number) => values[index]! > threshold && covered(index);
  return connectedComponents(belongs, rows, columns).flatMap((members) => {
    let peak = Number.NEGATIVE_INFINITY;
    let peakIndex = members[0]!;
    let sum = 0;
    for (const index of members) {
      peak = Math.max(peak, peaks[nearest(index)]!);
      if (values[index]! > values[peakIndex]!) peakIndex = index;
      sum += values[index]!;
    }
    return peak === Number.NEGATIVE_INFINITY ? [] : [{ members, peak, peakIndex, sum }];
  });
}

/** For each model pixel of a region that counts, that region's peak; minus infinity elsewhere. */
function keptPeaks(options: FindRegionsOptions): Float64Array {
  const peaks = new Float64Array(options.map.length).fill(Number.NEGATIVE_INFINITY);
  for (const { region, members } of findRegionMembers(options)) {
    for (const index of members) peaks[index] = region.peak;
  }
  return peaks;
}

/** Outside of what the model saw the map is 0, which may lie above a negative threshold. */
function coveredPixels(
  affine: ImageResult["affine"],
  model: { readonly height: number; readonly width: number },
  { columns }: { readonly columns: number },
): (index: number) => boolean {
  const inside = (position: number, size: number) => position >= -0.5 && position <= size - 0.5;
  return (index) =>
    inside(((index % columns) - affine.offsetColumn) / affine.scaleColumn, model.width) &&
    inside((Math.floor(index / columns) - affine.offsetRow) / affine.scaleRow, model.height);
}
