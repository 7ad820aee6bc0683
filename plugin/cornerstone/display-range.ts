import type { LoadedModel } from "../../src/inference/engine.ts";
import { calibratedThreshold } from "../../src/scoring/calibrated-threshold.ts";
import type { MapName } from "../../src/scoring/maps.ts";
import type { OverlayStyle } from "../overlay.ts";

export interface DisplayRange {
  readonly lower: number;
  readonly upper: number;
}

/** What a heatmap's colours are made from, in the map's units. */
export interface Display {
  /** Fixed by the model's calibration, the same for every image. */
  readonly range: DisplayRange;
  /** Values below it are not drawn; -Infinity draws all. */
  readonly threshold: number;
  /** The map counts both ways: what is drawn is what lies at least the threshold from zero, on either side. */
  readonly diverging?: true;
}

/** @returns undefined when the model has no calibration for this map: without one there is no colour scale */
export function displayOf(
  model: Pick<LoadedModel, "maps" | "threshold">,
  map: MapName,
  threshold: OverlayStyle["threshold"],
): Display | undefined {
  const range = model.maps[map]?.display;
  const calibrated = calibratedThreshold(model, map);
  if (!range || calibrated === undefined) return undefined;
  const sides = map === "signed" ? ({ diverging: true } as const) : {};
  if (threshold === "off") return { range, threshold: Number.NEGATIVE_INFINITY, ...sides };
  return { range, threshold: threshold === "calibrated" ? calibrated : threshold, ...sides };
}

export function sameDisplay(a: Display, b: Display): boolean {
  return (
    a.range.lower === b.range.lower &&
    a.range.upper === b.range.upper &&
    a.threshold === b.threshold &&
    a.diverging === b.diverging
  );
}
