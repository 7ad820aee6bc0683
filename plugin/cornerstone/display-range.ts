import type { LoadedModel } from "../../src/inference/engine.ts";
import type { MapCalibration } from "../../src/scoring/calibration.ts";
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
}

/** @returns undefined when the model has no calibration for this map: without one there is no colour scale */
export function displayOf(
  model: Pick<LoadedModel, "maps" | "threshold">,
  map: MapName,
  threshold: OverlayStyle["threshold"],
): Display | undefined {
  const calibration = model.maps[map];
  if (!calibration) return undefined;
  return { range: calibration.display, threshold: thresholdOf(model, map, calibration, threshold) };
}

function thresholdOf(
  model: Pick<LoadedModel, "threshold">,
  map: MapName,
  calibration: MapCalibration,
  threshold: OverlayStyle["threshold"],
): number {
  if (threshold === "off") return Number.NEGATIVE_INFINITY;
  if (threshold !== "calibrated") return threshold;
  if (map === "anomaly") return model.threshold.value;
  return quantile(calibration, 1 - model.threshold.falsePositivePixels);
}

/** Value below which the share `probability` of healthy pixels lies, linear between the calibration's quantiles. */
export function quantile({ probabilities, quantiles }: MapCalibration, probability: number): number {
  const next = probabilities.findIndex((p) => p >= probability);
  if (next === -1) return quantiles.at(-1)!;
  if (next === 0) return quantiles[0]!;
  const [p0, p1] = [probabilities[next - 1]!, probabilities[next]!];
  const share = p1 > p0 ? (probability - p0) / (p1 - p0) : 1;
  return quantiles[next - 1]! + share * (quantiles[next]! - quantiles[next - 1]!);
}
