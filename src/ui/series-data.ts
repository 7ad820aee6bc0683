import type { ApplicabilityReason, Score } from "../scoring/result.ts";
import type { SeriesRegions } from "../scoring/series-regions.ts";
import type { ImageThreshold, SeriesScore } from "../scoring/series-score.ts";

/** `idle`: not begun, or cancelled; `done`: every image has a result or has failed. */
export const scanStates = ["idle", "running", "paused", "done"] as const;
export type ScanState = (typeof scanStates)[number];

/** What is known of one image of a series. */
export type SeriesImageData =
  | { readonly state: "unknown" | "failed" }
  | { readonly state: "refused"; readonly reasons: readonly ApplicabilityReason[] }
  | {
      readonly state: "scored";
      readonly score: Score;
      /** On the scale of `scoreLevel`: 1 is the threshold. */
      readonly level: number;
      readonly above: boolean;
    };

/** All that is shown of a series; the same for every host. */
export interface SeriesData {
  readonly state: ScanState;
  /** In the order of scrolling. */
  readonly images: readonly SeriesImageData[];
  /** Index of the image on the screen. */
  readonly current: number;
  /** Images that need no scan any more. */
  readonly done: number;
  /** Roughly, ms; absent while it is not known. */
  readonly msLeft?: number | undefined;
  readonly threshold?: ImageThreshold | undefined;
  readonly score?: SeriesScore | undefined;
  readonly regions: SeriesRegions;
  /** What the map's numbers mean, as "σ". */
  readonly unit: string;
  /** Whether results are kept in this browser. */
  readonly stored: boolean;
}

/** The next (1) or previous (-1) image above the threshold, around the ends; undefined where there is none. */
export function steppedFlag(
  { images, current }: Pick<SeriesData, "images" | "current">,
  step: 1 | -1,
): number | undefined {
  for (let away = 1; away <= images.length; away++) {
    const index = (current + step * away + away * images.length) % images.length;
    const image = images[index]!;
    if (image.state === "scored" && image.above) return index;
  }
  return undefined;
}
