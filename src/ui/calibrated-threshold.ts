import type { LoadedModel } from "../inference/engine.ts";
import type { MapName } from "../scoring/maps.ts";

/**
 * The threshold from healthy images on a map, in its units: the model's own on the anomaly map, on the others the
 * quantile of healthy pixels with the same share above it. Undefined where the model has no calibration of the map.
 */
export function calibratedThreshold(
  model: Pick<LoadedModel, "maps" | "threshold">,
  map: MapName,
): number | undefined {
  if (map === "anomaly") return model.threshold.value;
  const calibration = model.maps[map];
  if (calibration === undefined) return undefined;
  const { probabilities, quantiles } = calibration;
  const wanted = 1 - model.threshold.falsePositivePixels;
  const upper = probabilities.findIndex((probability) => probability >= wanted);
  if (upper === -1) return quantiles.at(-1);
  if (upper === 0) return quantiles[0];
  const [from, to] = [probabilities[upper - 1]!, probabilities[upper]!];
  const share = to === from ? 0 : (wanted - from) / (to - from);
  return quantiles[upper - 1]! + share * (quantiles[upper]! - quantiles[upper - 1]!);
}
