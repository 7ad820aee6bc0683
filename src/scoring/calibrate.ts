import { DataError } from "../errors/index.ts";
import type { Calibration, MapCalibration } from "./calibration.ts";
import { conformalThreshold } from "./conformal.ts";
import { calibrateInput } from "./input-calibration.ts";
import type { InputDistances } from "./input-distances.ts";
import { costlyMapNames, type MapName, mapNames, type ScoreName, scoreNames } from "./maps.ts";
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

const units: Readonly<Record<MapName, string>> = {
  anomaly: "σ",
  signed: "σ",
  residual: "normalised",
  nll: "nats",
  ssim: "1 − SSIM",
  klGradient: "nats / intensity",
  uncertainty: "normalised",
};

/** Fine where it matters: in the tails, the lower one for the signed map. */
const probabilities: readonly number[] = [
  0,
  0.0001,
  0.0005,
  0.001,
  0.0025,
  0.005,
  0.0075,
  ...Array.from({ length: 99 }, (_, index) => (index + 1) / 100),
  0.9925,
  0.995,
  0.9975,
  0.999,
  0.9995,
  0.9999,
  1,
];

/**
 * Gathers healthy hold-out images one at a time; memory does not grow with their number but for the scores. A costly
 * map is calibrated when the images' results have it.
 */
export class Calibrator {
  readonly #maps = new Map<MapName, QuantileSketch>(mapNames.map((name) => [name, new QuantileSketch()]));
  readonly #scores = new Map<ScoreName, number[]>(scoreNames.map((name) => [name, []]));
  readonly #inputs: InputDistances[] = [];
  readonly #kl: Float32Array[] = [];
  #images = 0;

  add(raw: RawScores): void {
    this.#images++;
    for (const name of scoreNames) {
      const score = raw.scores[name];
      if (score !== undefined) this.#scores.get(name)!.push(score);
    }
    if (raw.input) this.#inputs.push(raw.input);
    this.#kl.push(raw.klPerDimension);
    for (const name of mapNames) {
      const sketch = this.#maps.get(name)!;
      const where = name === "anomaly" ? raw.shown : raw.mask;
      const map = raw.maps[name];
      if (!map) continue;
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
    const scores = {
      anomaly: this.#sorted("anomaly"),
      reconstruction: this.#sorted("reconstruction"),
      kl: this.#sorted("kl"),
      elbo: this.#sorted("elbo"),
      ...(this.#scores.get("latent")!.length > 0 ? { latent: this.#sorted("latent") } : {}),
    };
    const input = calibrateInput(this.#inputs);
    const costly = costlyMapNames.filter((name) => this.#maps.get(name)!.count > 0);
    return {
      population: { ...population, images: this.#images },
      maps: {
        anomaly: this.#map("anomaly"),
        signed: this.#map("signed"),
        residual: this.#map("residual"),
        nll: this.#map("nll"),
        ssim: this.#map("ssim"),
        ...Object.fromEntries(costly.map((name) => [name, this.#map(name)])),
      },
      scores,
      klPerDimension: this.#klRange(),
      ...(input ? { input } : {}),
      threshold: this.#threshold(falsePositivePixels),
      imageThreshold: imageThreshold(scores.anomaly, falsePositiveRate),
      alternatives: {
        thresholds: alternativeRates.map((share) => this.#threshold(share)),
        imageThresholds: alternativeRates.map((rate) => imageThreshold(scores.anomaly, rate)),
      },
    };
  }

  #threshold(falsePositivePixels: number): Calibration["threshold"] {
    return {
      falsePositivePixels,
      value: this.#maps.get("anomaly")!.quantile(1 - falsePositivePixels),
    };
  }

  #sorted(name: ScoreName): number[] {
    return thin(this.#scores.get(name)!.toSorted((a, b) => a - b));
  }

  #klRange(): NonNullable<Calibration["klPerDimension"]> {
    const dimensions = Array.from(this.#kl[0]!, (_, dimension) =>
      this.#kl.map((values) => values[dimension]!).sort((a, b) => a - b),
    );
    const at = (share: number) =>
      dimensions.map((sorted) => sorted[Math.round(share * (sorted.length - 1))]!);
    return { lower: at(0.025), upper: at(0.975) };
  }

  #map(name: MapName): MapCalibration {
    const sketch = this.#maps.get(name)!;
    if (sketch.count === 0) {
      throw new DataError(
        `No healthy image has a pixel where the ${name} map is shown. Check that the images fit the preset.`,
        { details: { map: name } },
      );
    }
    return {
      unit: units[name],
      probabilities: [...probabilities],
      quantiles: sketch.quantiles(probabilities),
      display: displayRange(name, sketch),
    };
  }
}

function imageThreshold(
  healthyScores: readonly number[],
  falsePositiveRate: number,
): Calibration["imageThreshold"] {
  return { falsePositiveRate, value: conformalThreshold(healthyScores, falsePositiveRate) };
}

/** Healthy pixels fill the lowest third of the colours; the rest is kept for what is unusual. */
function displayRange(name: MapName, sketch: QuantileSketch): MapCalibration["display"] {
  const high = sketch.quantile(0.995);
  if (name === "signed") {
    // The same on both sides, so that the middle of the colours is zero.
    const bound = 3 * Math.max(high, -sketch.quantile(0.005), 1e-6);
    return { lower: -bound, upper: bound };
  }
  const low = name === "nll" ? sketch.quantile(0.005) : 0;
  return { lower: low, upper: low + 3 * Math.max(high - low, 1e-6) };
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
