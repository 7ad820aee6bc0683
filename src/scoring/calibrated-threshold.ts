import type { Calibration, MapCalibration } from "./calibration.ts";
import type { MapName } from "./maps.ts";

/** What of a calibration the thresholds of maps come from. */
export interface MapThresholds {
  readonly maps: Readonly<Partial<Record<MapName, MapCalibration | undefined>>>;
  readonly threshold: Calibration["threshold"];
}

/**
 * The threshold from healthy images on a map, in its units: the model's own on the anomaly map, on another the
 * quantile of healthy pixels with the same share above it; on the signed map, which counts both ways, that of its magnitude.
 *
 * @returns undefined when the model has no calibration of the map
 */
export function calibratedThreshold({ maps, threshold }: MapThresholds, map: MapName): number | undefined {
  const calibration = maps[map];
  if (!calibration) return undefined;
  const share = threshold.falsePositivePixels;
  switch (map) {
    case "anomaly":
      return threshold.value;
    case "signed":
      // Half of the share on either side, and one threshold for both.
      return Math.max(-quantile(calibration, share / 2), quantile(calibration, 1 - share / 2));
    default:
      return quantile(calibration, 1 - share);
  }
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
