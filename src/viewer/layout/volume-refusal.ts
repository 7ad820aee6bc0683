import type { Vector3 } from "../../imaging/frame.ts";
import type { Series } from "../files/series.ts";
import { dot, type ImagePlane, imagePlanes } from "./image-planes.ts";

/** Why a series is no volume that could be cut in other planes. */
export type VolumeRefusal =
  | {
      readonly reason:
        | "one-image"
        | "localizer"
        | "colour"
        | "unplaced"
        | "turned"
        | "repeated"
        | "too-large";
    }
  | { readonly reason: "tilted"; readonly degrees: number }
  | { readonly reason: "irregular"; readonly image: number };

/** Fewer images than this show nothing across their own plane. */
const fewest = 3;
/** What WebGL 2 draws of a volume's side on every machine of the last ten years. */
const largestSide = 2048;
/** Share of the distance between slices, and mm across them, that one may lie off its place: rounding in the files. */
const tolerance = { along: 0.1, across: 1 };
const straight = Math.cos((0.5 * Math.PI) / 180);

/**
 * Whether images can be stacked to a volume: three or more, parallel, at equal distances, straight above each other.
 * Cornerstone stacks any, and what it shows across their plane is then shifted or stretched anatomy.
 *
 * @param most bytes that all pixels may take
 */
export function volumeRefusal(series: Series, most = Number.POSITIVE_INFINITY): VolumeRefusal | undefined {
  const { header } = series.images[0]!;
  const count = series.imageIds.length;
  if (series.images.some(({ header: { imageType } }) => imageType.includes("LOCALIZER"))) {
    return { reason: "localizer" };
  }
  if (count < fewest) return { reason: "one-image" };
  if (header.samplesPerPixel > 1) return { reason: "colour" };
  const { rows, columns } = header;
  if (Math.max(rows, columns, count) > largestSide || rows * columns * count * 2 > most) {
    return { reason: "too-large" };
  }
  const planes = imagePlanes(series);
  return planes.every((plane) => plane !== undefined) && header.pixelSpacing
    ? refusalOfPlanes(planes)
    : { reason: "unplaced" };
}

function refusalOfPlanes(planes: readonly ImagePlane[]): VolumeRefusal | undefined {
  const [first] = planes;
  const last = planes.at(-1)!;
  if (planes.some((plane) => isTurned(plane, first!))) return { reason: "turned" };
  const { normal, position: origin } = first!;
  const along = planes.map(({ position }) => dot(position, normal));
  const spacing = (along.at(-1)! - along[0]!) / (planes.length - 1);
  const steps = along.slice(1).map((place, index) => place - along[index]!);
  if (steps.some((step) => Math.abs(step) < 0.01)) return { reason: "repeated" };
  const drift = across(subtract(last.position, origin), normal);
  if (drift > tolerance.across) {
    const degrees = (Math.atan2(drift, Math.abs(along.at(-1)! - along[0]!)) * 180) / Math.PI;
    return { reason: "tilted", degrees: Math.round(degrees) };
  }
  const off = planes.findIndex(
    ({ position }, index) =>
      Math.abs(along[index]! - along[0]! - index * spacing) > tolerance.along * Math.abs(spacing) ||
      across(subtract(position, origin), normal) > tolerance.across,
  );
  return off === -1 ? undefined : { reason: "irregular", image: firstOff(steps) ?? off + 1 };
}

/** The number of the first image after a step that is unlike most. */
function firstOff(steps: readonly number[]): number | undefined {
  const usual = [...steps].sort((a, b) => a - b)[Math.floor(steps.length / 2)]!;
  const off = steps.findIndex((step) => Math.abs(step - usual) > tolerance.along * Math.abs(usual));
  return off === -1 ? undefined : off + 2;
}

function isTurned(plane: ImagePlane, first: ImagePlane): boolean {
  return (
    dot(plane.rowCosines, first.rowCosines) < straight ||
    dot(plane.columnCosines, first.columnCosines) < straight
  );
}

/** Length of what a vector has across a direction. */
function across(vector: Vector3, normal: Vector3): number {
  const along = dot(vector, normal);
  return Math.sqrt(Math.max(0, dot(vector, vector) - along * along));
}

function subtract(a: Vector3, b: Vector3): Vector3 {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
}
