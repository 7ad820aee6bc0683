import type { PixelPoint } from "../imaging/affine.ts";
import type { Vector3 } from "../imaging/frame.ts";
import { joinRegions, type SeriesRegion } from "../scoring/series-regions.ts";
import { type RegionMask, regionMasks } from "./region-masks.ts";
import type { Stack, StackImage } from "./stacks.ts";

/** A region above the threshold, through all the images that it reaches. */
export interface Finding {
  /** From 1, by falling peak. */
  readonly number: number;
  /** In the order of the stack. */
  readonly slices: readonly FindingSlice[];
  readonly peak: number;
  readonly peakImage: StackImage;
  /** Image pixels. */
  readonly peakPoint: PixelPoint;
  /** mm; absent where the image does not say where it lies. */
  readonly peakPosition?: Vector3;
  readonly mean: number;
  /** Where it is largest, mm²; absent where the spacing is unknown. */
  readonly areaMm2?: number;
  /** Pixels of the image where it is largest. */
  readonly areaPixels: number;
  /** Of what reaches several images of a stack: area times the thickness that each image stands for. */
  readonly volumeMl?: number;
}

export interface FindingSlice {
  readonly image: StackImage;
  /** Indices of pixels, row-major, on the image's grid. */
  readonly members: readonly number[];
}

/** A stack's regions, joined across images, with their masks; sizes and means are those of the masks. */
export function findFindings(stack: Stack, threshold: number): Finding[] {
  const masks = stack.images.map((image) => regionMasks(image, threshold));
  const { regions } = joinRegions(stack.images.map(({ findings }) => ({ findings })));
  return regions
    .flatMap((region) => describe(region, stack, masks) ?? [])
    .map((finding, index) => ({ ...finding, number: index + 1 }));
}

/** @returns undefined for a region without a pixel on its images' grids, which may be coarser than the model's */
function describe(
  { parts, peak, peakPart, peakPoint, peakPosition }: SeriesRegion,
  { images, thickness }: Stack,
  masks: readonly ReadonlyMap<number, RegionMask>[],
): Omit<Finding, "number"> | undefined {
  const slices = new Map<number, number[]>();
  let sum = 0;
  for (const { slice, region } of parts) {
    const mask = masks[slice]!.get(region);
    if (!mask) continue;
    slices.set(slice, [...(slices.get(slice) ?? []), ...mask.members]);
    sum += mask.sum;
  }
  if (slices.size === 0) return undefined;
  const peakImage = images[peakPart.slice]!;
  const { spacing } = peakImage.geometry;
  const pixelArea = spacing && spacing.row * spacing.column;
  const counts = [...slices].map(([slice, members]) => ({ slice, pixels: members.length }));
  const areaPixels = Math.max(...counts.map(({ pixels }) => pixels));
  const pixels = counts.reduce((total, count) => total + count.pixels, 0);
  const hasVolume = pixelArea !== undefined && thickness !== undefined && slices.size > 1;
  return {
    slices: [...slices].map(([slice, members]) => ({ image: images[slice]!, members })),
    peak,
    peakImage,
    peakPoint,
    ...(peakPosition ? { peakPosition } : {}),
    mean: sum / pixels,
    areaPixels,
    ...(pixelArea === undefined ? {} : { areaMm2: areaPixels * pixelArea }),
    ...(hasVolume
      ? {
          volumeMl:
            counts.reduce((sum, { slice, pixels }) => sum + pixels * pixelArea * thickness[slice]!, 0) / 1000,
        }
      : {}),
  };
}
