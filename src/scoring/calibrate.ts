import { DataError } from "../errors/index.ts";
import type { Calibration, MapCalibration } from "./calibration.ts";
import { conformalThreshold } from "./conformal.ts";
import { type MapName, mapNames, type ScoreName, scoreNames } from "./maps.ts";
import { QuantileSketch } from "./quantile-sketch.ts";
import type { RawScores } from "./raw-scores.ts";

export interface CalibrateOptions {
  readonly population: {
    /** Who the healthy images come from, for the model card and the panel. */
    readonly description: string;
    readonly patients: number;
  };
  /** Share of healthy pixels, among those where the map is shown, above the threshold. Default 0.005. */
  readonly falsePositivePixels?: number;
  /** Share of healthy images above the image threshold. Default 0.05. */
  readonly falsePositiveRate?: number;
}

/** Fewer healthy images than this cannot carry a 5 % threshold. */
export const minimumCalibrationImages = 20;
/** What a reader may choose instead of the preset's own: shares of healthy pixels, and of healthy images. */
const alternativeRates: readonly number[] = [0.01, 0.05, 0.1];
const maximumScores = 100_000;

const units: Readonly<Record<MapName, string>> = { anomaly: "σ", residual: "normalised", nll: "nats" };

/** Fine where it matters: in the upper tail. */
const probabilities: readonly number[] = [
  ...Array.from({ length: 100 }, (_, percent) => percent / 100),
  0.9925,
  0.995,
  0.9975,
  0.999,
  0.9995,
  0.9999,
  1,
];

/** Gathers healthy hold-out images one at a time; memory does not grow with their number but for the scores. */
export class Calibrator {
  readonly #maps = new Map<MapName, QuantileSketch>(mapNames.map((name) => [name, new QuantileSketch()]));
  readonly #scores = new Map<ScoreName, number[]>(scoreNames.map((name) => [name, []]));
  #images = 0;

  add(raw: RawScores): void {
    this.#images++;
    for (const name of scoreNames) this.#scores.get(name)!.push(raw.scores[name]);
    for (const name of mapNames) {
      const sketch = this.#maps.get(name)!;
      const where = name === "anomaly" ? raw.shown : raw.mask;
      const map = raw.maps[name];
      for (let index = 0; index < map.length; index++) if (where[index]) sketch.add(map[index]!);
    }
  }

  /** @throws DataError when there were too few images, or no pixel where the anomaly map is shown. */
  finish({
    population,
    falsePositivePixels = 0.005,
    falsePositiveRate = 0.05,
  }: CalibrateOptions): Calibration {
    if (this.#images < minimumCalibrationImages) {
      throw new DataError(
        `Calibration needs at least ${minimumCalibrationImages} healthy images, but got ${this.#images}. Add more healthy images.`,
        { details: { images: this.#images, minimum: minimumCalibrationImages } },
      );
    }
    for (const [name, sketch] of this.#maps) {
      if (sketch.count === 0) {
        throw new DataError(
          `No healthy image has a pixel where the ${name} map is shown. Check that the images fit the preset.`,
          { details: { map: name } },
        );
      }
    }
    const sorted = (name: ScoreName): number[] => thin(this.#scores.get(name)!.toSorted((a, b) => a - b));
    const scores = {
      anomaly: sorted("anomaly"),
      reconstruction: sorted("reconstruction"),
      kl: sorted("kl"),
      elbo: sorted("elbo"),
    };
    const threshold = (share: number): Calibration["threshold"] => ({
      falsePositivePixels: share,
      value: this.#maps.get("anomaly")!.quantile(1 - share),
    });
    const imageThreshold = (rate: number): Calibration["imageThreshold"] => ({
      falsePositiveRate: rate,
      value: conformalThreshold(scores.anomaly, rate),
    });
    return {
      population: { ...population, images: this.#images },
      maps: {
        anomaly: this.#map("anomaly"),
        residual: this.#map("residual"),
        nll: this.#map("nll"),
      },
      scores,
      threshold: threshold(falsePositivePixels),
      imageThreshold: imageThreshold(falsePositiveRate),
      alternatives: {
        thresholds: alternativeRates.map(threshold),
        imageThresholds: alternativeRates.map(imageThreshold),
      },
    };
  }

  #map(name: MapName): MapCalibration {
    const sketch = this.#maps.get(name)!;
    const low = name === "nll" ? sketch.quantile(0.005) : 0;
    const high = sketch.quantile(0.995);
    return {
      unit: units[name],
      probabilities: [...probabilities],
      quantiles: sketch.quantiles(probabilities),
      // Healthy pixels fill the lowest third of the colours; the rest is kept for what is unusual.
      display: { lower: low, upper: low + 3 * Math.max(high - low, 1e-6) },
    };
  }
}

/** Calibration from the raw results of healthy hold-out images; see `Calibrator` for a stream of them. */
export function calibrate(raw: Iterable<RawScores>, options: CalibrateOptions): Calibration {
  const calibrator = new Calibrator();
  for (const result of raw) calibrator.add(result);
  return calibrator.finish(options);
}

/** Evenly spaced order statistics where there are more scores than a bundle may hold. */
function thin(sorted: number[]): number[] {
  if (sorted.length <= maximumScores) return sorted;
  const step = (sorted.length - 1) / (maximumScores - 1);
  return Array.from({ length: maximumScores }, (_, index) => sorted[Math.round(index * step)]!);
}
