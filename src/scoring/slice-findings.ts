import type { Affine } from "../imaging/affine.ts";
import type { Frame } from "../imaging/frame.ts";
import { findRegionMembers } from "./regions.ts";
import type { ImageResult, ModelIdentity, Region, ResultApplicability, Score } from "./result.ts";

/** Which image it is and where it lies, without its pixels. */
export type FrameFacts = Pick<Frame, "SOPInstanceUID" | "frameNumber" | "spacing" | "plane">;

/** A region of one slice, and which pixels it covers. */
export interface SliceRegion extends Region {
  /** Pixels of the model's grid as runs: index of the first, how many, and so on; row-major, ascending. */
  readonly runs: readonly number[];
}

/**
 * What a series needs to know of one of its images: some kilobytes without any map, cheap to keep for thousands of
 * images and to store.
 */
export interface SliceFindings extends FrameFacts {
  readonly model: ModelIdentity;
  readonly applicability: ResultApplicability;
  /** The image's anomaly score; absent when refused. */
  readonly score?: Score;
  /** Size of the model's grid; 0 when refused. */
  readonly height: number;
  readonly width: number;
  /** From the model's pixels to the image's. */
  readonly affine: Affine;
  /** Above the calibrated threshold, by falling peak. */
  readonly regions: readonly SliceRegion[];
}

/** The findings of an image from its result. */
export function sliceFindings(
  { SOPInstanceUID, frameNumber, spacing, plane }: FrameFacts,
  result: ImageResult,
): SliceFindings {
  const { model, applicability, height, width, affine, scores } = result;
  return {
    SOPInstanceUID,
    frameNumber,
    ...(spacing ? { spacing } : {}),
    ...(plane ? { plane } : {}),
    model,
    applicability,
    ...(scores.anomaly ? { score: scores.anomaly } : {}),
    height,
    width,
    affine,
    regions: withRuns(result),
  };
}

/** The result's own regions, known again by their peaks: how small one may be is the model's choice. */
function withRuns({ maps, height, width, affine, threshold, regions }: ImageResult): SliceRegion[] {
  if (!maps.anomaly || regions.length === 0) return [];
  const options = { map: maps.anomaly, height, width, affine, threshold, minimumPixels: 1 };
  const placeOf = ({ peakPoint: { column, row } }: Region) => `${column}/${row}`;
  const found = new Map(findRegionMembers(options).map(({ region, members }) => [placeOf(region), members]));
  return regions.map((region) => ({ ...region, runs: toRuns(found.get(placeOf(region)) ?? []) }));
}

function toRuns(members: readonly number[]): number[] {
  const runs: number[] = [];
  for (const index of [...members].sort((a, b) => a - b)) {
    const last = runs.length - 2;
    if (last >= 0 && runs[last]! + runs[last + 1]! === index) runs[last + 1]! += 1;
    else runs.push(index, 1);
  }
  return runs;
}

/** Calls back with the index of every pixel that a region covers. */
export function forEachPixel({ runs }: Pick<SliceRegion, "runs">, visit: (index: number) => void): void {
  for (let at = 0; at < runs.length; at += 2) {
    const end = runs[at]! + runs[at + 1]!;
    for (let index = runs[at]!; index < end; index++) visit(index);
  }
}
