import type { Vector3 } from "../imaging/frame.ts";
import { findRegions } from "../scoring/regions.ts";
import type { ImageResult, Region } from "../scoring/result.ts";
import { type SliceFindings, sliceFindings } from "../scoring/slice-findings.ts";
import { stackSlices } from "../scoring/slice-stack.ts";
import { text } from "./dataset.ts";
import { geometryOf, type ImageGeometry, type ReportImage } from "./report-image.ts";

/** Images of one size and orientation in one frame of reference, in their order along the normal; or as they came. */
export interface Stack {
  readonly images: readonly StackImage[];
  /** mm that each image stands for along the normal; absent where the images do not make up a stack. */
  readonly thickness?: readonly number[];
}

export interface StackImage {
  readonly image: ReportImage;
  readonly geometry: ImageGeometry;
  /** Its regions above the threshold that is reported on. */
  readonly findings: SliceFindings;
}

/** Cosines of one orientation agree to this. */
const cosineDecimals = 3;

/** Parts images into stacks, and finds their regions above a threshold. */
export function makeStacks(images: readonly ReportImage[], threshold: number): Stack[] {
  const groups = new Map<string, StackImage[]>();
  for (const image of images) {
    const geometry = geometryOf(image);
    const key = gridKey(geometry);
    const group = groups.get(key) ?? [];
    group.push({ image, geometry, findings: findingsOf(image, geometry, threshold) });
    groups.set(key, group);
  }
  return [...groups.values()].map((group) => {
    const stack = stackSlices(group.map(({ findings }) => findings.plane));
    if (typeof stack === "string") return { images: group };
    const { order, thickness } = stack;
    return {
      images: order.map((index) => group[index]!),
      thickness: order.map((index) => thickness[index]!),
    };
  });
}

function findingsOf(
  { dataset, frameNumber, result }: ReportImage,
  { spacing, plane }: ImageGeometry,
  threshold: number,
): SliceFindings {
  const facts = {
    SOPInstanceUID: text(dataset, "SOPInstanceUID") ?? "",
    frameNumber,
    ...(spacing ? { spacing } : {}),
    ...(plane
      ? {
          plane: {
            position: plane.position,
            rowCosines: plane.orientation.slice(0, 3) as unknown as Vector3,
            columnCosines: plane.orientation.slice(3) as unknown as Vector3,
          },
        }
      : {}),
  };
  return sliceFindings(facts, { ...result, threshold, regions: regionsAbove(threshold, result, spacing) });
}

/** The result's own regions where it was made with this threshold: the model says how small they may be. */
function regionsAbove(
  threshold: number,
  { maps, height, width, affine, ...result }: ImageResult,
  spacing: ImageGeometry["spacing"],
): readonly Region[] {
  if (threshold === result.threshold) return result.regions;
  return maps.anomaly ? findRegions({ map: maps.anomaly, height, width, affine, spacing, threshold }) : [];
}

function gridKey({ rows, columns, spacing, plane }: ImageGeometry): string {
  return JSON.stringify([
    rows,
    columns,
    spacing && [spacing.row, spacing.column],
    plane && [plane.frameOfReferenceUID, plane.orientation.map((value) => value.toFixed(cosineDecimals))],
  ]).replaceAll('"-0.000"', '"0.000"');
}
