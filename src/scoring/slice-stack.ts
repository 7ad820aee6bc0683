import type { FramePlane, Vector3 } from "../imaging/frame.ts";

/** Why images do not make up a stack: the interface translates it. */
export const stackProblems = ["single", "position-unknown", "not-parallel", "same-place"] as const;
export type StackProblem = (typeof stackProblems)[number];

/** Parallel slices in the order in which they lie in the patient. */
export interface SliceStack {
  /** Indices of the slices as they were given, by rising position along their normal. */
  readonly order: readonly number[];
  /** mm that each slice stands for, perpendicular to its plane; by the index given. */
  readonly thickness: readonly number[];
  /** For each place in `order` but the last: whether the next slice is near enough to be its neighbour. */
  readonly adjacent: readonly boolean[];
}

/** Cosine of the angle up to which planes count as parallel: 0.5°, more than rounded tags make. */
const parallel = Math.cos((0.5 * Math.PI) / 180);
/** Closer than this two images show the same place, mm. */
const distinct = 1e-3;
/** A gap this many times the usual one is a gap in the data. Some head protocols double the spacing half-way. */
const usualGaps = 2.5;

/**
 * Puts slices in their order in the patient (DICOM PS3.3 C.7.6.2.1.1), whatever the order they are given in.
 *
 * Each slice stands for half the way to its neighbour on either side; beyond a gap in the data, and at the ends, for
 * as much as on its other side. Distances are measured along the normal of the planes, which is right for tilted
 * gantries too: their positions move sideways as well.
 */
export function stackSlices(planes: readonly (FramePlane | undefined)[]): SliceStack | StackProblem {
  if (planes.length < 2) return "single";
  const known = planes.filter((plane) => plane !== undefined);
  if (known.length < planes.length) return "position-unknown";
  const normals = known.map(normalOf);
  const normal = normals[0]!;
  if (normals.some((other) => Math.abs(dot(normal, other)) < parallel)) return "not-parallel";

  const positions = known.map(({ position }) => dot(normal, position));
  const order = positions.map((_, index) => index).sort((a, b) => positions[a]! - positions[b]!);
  const gaps = order.slice(1).map((index, place) => positions[index]! - positions[order[place]!]!);
  if (gaps.some((gap) => gap < distinct)) return "same-place";

  const widest = usualGaps * median(gaps);
  const adjacent = gaps.map((gap) => gap <= widest);
  const usual = median(gaps.filter((_, place) => adjacent[place]));
  const thickness = new Array<number>(planes.length);
  order.forEach((index, place) => {
    const before = adjacent[place - 1] ? gaps[place - 1] : undefined;
    const after = adjacent[place] ? gaps[place] : undefined;
    thickness[index] = ((before ?? after ?? usual) + (after ?? before ?? usual)) / 2;
  });
  return { order, thickness, adjacent };
}

/** Of unit length, also where rounded cosines are not. */
function normalOf({ rowCosines: [a, b, c], columnCosines: [d, e, f] }: FramePlane): Vector3 {
  const cross: Vector3 = [b * f - c * e, c * d - a * f, a * e - b * d];
  const length = Math.hypot(...cross);
  return [cross[0] / length, cross[1] / length, cross[2] / length];
}

export function dot(a: Vector3, b: Vector3): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

/** The lower one of the middle two, so that it is one of the values. */
function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)]!;
}
