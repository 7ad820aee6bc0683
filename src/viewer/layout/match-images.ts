import type { Vector3 } from "../../imaging/frame.ts";
import type { Series } from "../files/series.ts";
import { dot, frameOfReference, type ImagePlane, imagePlanes } from "./image-planes.ts";

/** Cosine of the angle up to which two stacks are scrolled together: 15°. */
const parallel = Math.cos(Math.PI / 12);
/** Share of the shorter stack that has to lie beside the other for positions of two examinations to be trusted. */
const overlap = 0.5;

export interface ImagePlace {
  readonly series: Series;
  /** Of an image of its stack. */
  readonly index: number;
}

/** A stack's places along its own normal, mm; undefined where an image does not say where it lies. */
interface Axis {
  readonly normal: Vector3;
  readonly places: readonly number[];
}

/**
 * How far a stack's image lies beyond the plane of another's, along the first one's normal, mm. What two stacks of
 * different frames of reference are held apart by while they are scrolled together.
 *
 * @returns undefined where a place is unknown or the stacks are not parallel
 */
export function distanceBetween(to: ImagePlace, from: ImagePlace): number | undefined {
  const axis = axisOf(to.series);
  const plane = planeAt(from);
  const place = axis?.places[to.index];
  if (!axis || !plane || place === undefined || !isParallel(axis, plane)) return undefined;
  return place - dot(plane.centre, axis.normal);
}

/** Whether two series lie in the same space, so that a place in one is the same place in the other. */
export function sharesSpace(a: Series, b: Series): boolean {
  const frame = frameOfReference(a);
  return a === b || (frame !== "" && frame === frameOfReference(b));
}

/**
 * The image of a stack that lies nearest to another stack's image.
 *
 * @param distance between the two, as `distanceBetween` tells it; 0 within one frame of reference
 * @returns undefined where a place is unknown or the stacks are not parallel
 */
export function matchingImage(series: Series, from: ImagePlace, distance = 0): number | undefined {
  const axis = axisOf(series);
  const plane = planeAt(from);
  if (!axis || !plane || !isParallel(axis, plane)) return undefined;
  return nearest(axis.places, dot(plane.centre, axis.normal) + distance);
}

/**
 * The image of another examination's stack to begin a comparison at: the nearest by position where the stacks lie
 * mostly beside each other, else the one as far from the middle of its stack.
 */
export function matchingPrior(prior: Series, from: ImagePlace): number {
  const axis = axisOf(prior);
  const own = axisOf(from.series);
  const share = from.index / Math.max(1, from.series.imageIds.length - 1);
  const byShare = Math.round(share * (prior.imageIds.length - 1));
  const plane = planeAt(from);
  if (!axis || !own || !plane || !isParallel(axis, plane)) return byShare;
  if (sharesSpace(prior, from.series)) return nearest(axis.places, dot(plane.centre, axis.normal));
  const along = imagePlanes(from.series).map((each) => dot(each!.centre, axis.normal));
  const [a, b] = [range(axis.places), range(along)];
  const common = Math.min(a.last, b.last) - Math.max(a.first, b.first);
  const apart =
    common >= overlap * Math.min(a.last - a.first, b.last - b.first)
      ? 0
      : (a.first + a.last - b.first - b.last) / 2;
  return nearest(axis.places, dot(plane.centre, axis.normal) + apart);
}

/**
 * The image of a stack that a point of the patient lies in or next to.
 *
 * @returns undefined where it lies outside the stack by more than the distance of its images, or places are unknown
 */
export function imageAtPoint(series: Series, point: Vector3): number | undefined {
  const axis = axisOf(series);
  if (!axis) return undefined;
  const along = dot(point, axis.normal);
  const found = nearest(axis.places, along);
  const gaps = axis.places.slice(1).map((place, index) => Math.abs(place - axis.places[index]!));
  const reach = gaps.length > 0 ? Math.max(...gaps) : 10;
  return Math.abs(axis.places[found]! - along) <= reach ? found : undefined;
}

function planeAt({ series, index }: ImagePlace): ImagePlane | undefined {
  return imagePlanes(series)[index];
}

function axisOf(series: Series): Axis | undefined {
  const planes = imagePlanes(series);
  const normal = planes[0]?.normal;
  if (!normal || !planes.every((plane) => plane !== undefined)) return undefined;
  return { normal, places: planes.map((plane) => dot(plane.centre, normal)) };
}

function isParallel({ normal }: Axis, plane: ImagePlane): boolean {
  return Math.abs(dot(normal, plane.normal)) >= parallel;
}

function nearest(places: readonly number[], wanted: number): number {
  let best = 0;
  places.forEach((place, index) => {
    if (Math.abs(place - wanted) < Math.abs(places[best]! - wanted)) best = index;
  });
  return best;
}

function range(places: readonly number[]): { readonly first: number; readonly last: number } {
  return { first: Math.min(...places), last: Math.max(...places) };
}
