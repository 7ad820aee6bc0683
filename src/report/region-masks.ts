import { connectedComponents } from "../scoring/components.ts";
import { mapToImage } from "../scoring/map-to-image.ts";
import { forEachPixel } from "../scoring/slice-findings.ts";
import type { StackImage } from "./stacks.ts";

/** A region of one image on the image's own grid. */
export interface RegionMask {
  /** Indices of its pixels, row-major. */
  readonly members: readonly number[];
  /** Sum of the map over them. */
  readonly sum: number;
}

/**
 * The masks of an image's regions on its own grid, by the regions' ids. The map is interpolated first, so that outlines
 * follow the heatmap on the screen and not the model's coarser pixels; where two regions meet, each pixel goes to the
 * one that its nearest pixel of the model belongs to.
 */
export function regionMasks(
  { image, geometry, findings }: StackImage,
  threshold: number,
): ReadonlyMap<number, RegionMask> {
  const masks = new Map<number, { members: number[]; sum: number }>();
  const { anomaly } = image.result.maps;
  if (!anomaly || findings.regions.length === 0) return masks;
  const { height, width, affine } = findings;
  const { rows, columns } = geometry;
  const owners = new Map<number, number>();
  for (const region of findings.regions) forEachPixel(region, (index) => owners.set(index, region.id));

  const values = mapToImage({ values: anomaly, height, width }, affine, rows, columns);
  const nearest = (index: number) => {
    const column = Math.round(((index % columns) - affine.offsetColumn) / affine.scaleColumn);
    const row = Math.round((Math.floor(index / columns) - affine.offsetRow) / affine.scaleRow);
    // Outside of what the model saw the map is 0, which may lie above a negative threshold.
    return column < 0 || column >= width || row < 0 || row >= height ? undefined : row * width + column;
  };
  const belongs = (index: number) => values[index]! > threshold && nearest(index) !== undefined;
  for (const component of connectedComponents(belongs, rows, columns)) {
    const owned = component.map((index) => owners.get(nearest(index)!));
    // What is too small to count on the model's grid does not count here either.
    const main = owned.find((id) => id !== undefined);
    if (main === undefined) continue;
    component.forEach((index, place) => {
      const id = owned[place] ?? main;
      const mask = masks.get(id) ?? { members: [], sum: 0 };
      mask.members.push(index);
      mask.sum += values[index]!;
      masks.set(id, mask);
    });
  }
  return masks;
}
