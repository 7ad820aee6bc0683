import { lab } from "d3-color";
import type { Outline } from "../../../plugin/index.ts";
import type { FramePlacement } from "../../report/reading/frame-groups.ts";
import { onImage, type PlacedFrame, placeFrames } from "../../report/reading/place-frames.ts";
import type { ReadParametricMap } from "../../report/reading/read-parametric-map.ts";
import type { ReadSegment, ReadSegmentation } from "../../report/reading/read-segmentation.ts";
import type { Series } from "../files/series.ts";
import { overlayTargets, type PageTarget } from "./overlay-targets.ts";

/** Told apart by those who see few colours too; for segments that bring no colour. */
const colours = ["#ff9f40", "#5aa9ff", "#3fbf8f", "#e68ad0", "#f5e663", "#63d8e6"] as const;

export function segmentColour({ number, displayColour }: ReadSegment): string {
  if (!displayColour) return colours[number % colours.length]!;
  // PS3.3 C.10.7.1.1: 0..65535 stand for L 0..100, a and b -128..127.
  const [l = 0, a = 0, b = 0] = displayColour.map((value) => value / 65_535);
  return lab(100 * l, 255 * a - 128, 255 * b - 128).formatHex();
}

/** The borders of all segments on the images of a series; masks are unpacked when they are drawn. */
export function segmentOutlines(object: ReadSegmentation, series: Series): Outline[] {
  return object.segments.flatMap((segment) => {
    const colour = segmentColour(segment);
    return placeOnSeries(segment.frames, object, series).map(({ target, placed }) => ({
      imageId: target.imageId,
      colour,
      label: segment.label,
      shape: {
        rows: target.rows,
        columns: target.columns,
        get mask() {
          return onImage(placed.frame.mask, placed.lookup(), 0);
        },
      },
    }));
  });
}

/** Values of a map on one image; NaN where it has none. */
export interface MapOnImage {
  readonly rows: number;
  readonly columns: number;
  readonly values: () => Float32Array;
}

/** By image id. */
export function mapOnSeries(object: ReadParametricMap, series: Series): ReadonlyMap<string, MapOnImage> {
  return new Map(
    placeOnSeries(object.frames, object, series).map(({ target, placed }) => [
      target.imageId,
      {
        rows: target.rows,
        columns: target.columns,
        values: () => onImage(placed.frame.values, placed.lookup(), Number.NaN),
      },
    ]),
  );
}

interface OnTarget<Placed extends FramePlacement> {
  readonly target: PageTarget;
  readonly placed: PlacedFrame<Placed>;
}

function placeOnSeries<Placed extends FramePlacement>(
  frames: readonly Placed[],
  grid: { readonly rows: number; readonly columns: number; readonly frameOfReferenceUID?: string },
  series: Series,
): OnTarget<Placed>[] {
  const targets = overlayTargets(series);
  const uids = new Set(targets.map(({ SOPInstanceUID }) => SOPInstanceUID));
  const namedOnly = frames.some(({ source }) => source && uids.has(source.SOPInstanceUID));
  return targets.flatMap((target) =>
    placeFrames(frames, grid, target, { namedOnly }).map((placed) => ({ target, placed })),
  );
}
