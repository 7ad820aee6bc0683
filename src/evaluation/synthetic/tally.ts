import type { Affine } from "../../imaging/affine.ts";
import type { Calibration } from "../../scoring/calibration.ts";
import type { RawScores } from "../../scoring/raw-scores.ts";
import { bootstrap, type Figure } from "../bootstrap.ts";
import { imageMapper } from "../image-mapper.ts";
import { imageMetrics } from "../metrics.ts";
import { countPixels, PixelCounts, weightedSum } from "../pixel-counts.ts";
import { pixelMetrics } from "../pixel-metrics.ts";
import { type Ranking, rank } from "../ranking.ts";
import { type AnomalyKind, type Variant, variants } from "./variants.ts";

/** Fewer than of the other figures: there are many of them. */
const resamples = 200;

export interface SyntheticResult {
  readonly kind: AnomalyKind;
  readonly strength: number | null;
  /** Pixels of an image of 256 x 256. */
  readonly radius: number;
  /** Healthy images it was put into. */
  readonly images: number;
  /** AUROC against the same images without it; sensitivity at the calibrated image threshold. */
  readonly image: { readonly auroc: Figure; readonly sensitivity: Figure };
  /** Over the pixels of the changed images. */
  readonly pixel: { readonly ap: Figure; readonly diceCalibrated: Figure };
}

export interface SyntheticFigures {
  readonly label: "synthetic";
  readonly seed: number;
  readonly images: number;
  readonly patients: number;
  readonly resamples: number;
  readonly results: SyntheticResult[];
}

export interface SyntheticObservation {
  readonly variant: Variant;
  readonly patient: string;
  /** The anomaly score of the image as it was. */
  readonly healthy: number;
  readonly raw: RawScores;
  readonly affine: Affine;
  /** [rows, columns] */
  readonly mask: Uint8Array;
  readonly rows: number;
  readonly columns: number;
}

interface Collected {
  /** By image. */
  readonly patients: string[];
  readonly healthy: number[];
  readonly changed: number[];
  /** By patient. */
  readonly pixels: Map<string, PixelCounts>;
}

/** Gathers the suite's results, variant by variant. */
export class SyntheticTally {
  readonly #calibration: Calibration;
  readonly #byVariant = new Map<Variant, Collected>();
  readonly #images = new Map<string, Set<number>>();

  constructor(calibration: Calibration) {
    this.#calibration = calibration;
  }

  add({ variant, patient, healthy, raw, affine, mask, rows, columns }: SyntheticObservation): void {
    const collected = this.#byVariant.get(variant) ?? {
      patients: [],
      healthy: [],
      changed: [],
      pixels: new Map<string, PixelCounts>(),
    };
    this.#byVariant.set(variant, collected);
    collected.patients.push(patient);
    collected.healthy.push(healthy);
    collected.changed.push(raw.scores.anomaly);
    const counts = collected.pixels.get(patient) ?? new PixelCounts();
    collected.pixels.set(patient, counts);
    const map = imageMapper(raw, { affine, rows, columns })(raw.maps.anomaly);
    countPixels(counts, { map, mask, rows, columns, threshold: this.#calibration.threshold.value });
    const images = this.#images.get(patient) ?? new Set();
    this.#images.set(patient, images.add(healthy));
  }

  figures(seed: number): SyntheticFigures {
    return {
      label: "synthetic",
      seed,
      images: [...this.#images.values()].reduce((sum, images) => sum + images.size, 0),
      patients: this.#images.size,
      resamples,
      results: variants.flatMap((variant) => {
        const collected = this.#byVariant.get(variant);
        return collected ? [{ ...variant, ...this.#result(collected, seed) }] : [];
      }),
    };
  }

  #result(
    { patients, healthy, changed, pixels }: Collected,
    seed: number,
  ): Pick<SyntheticResult, "images" | "image" | "pixel"> {
    const names = [...pixels.keys()];
    const counts = [...pixels.values()];
    const indexOf = new Map(names.map((name, index) => [name, index]));
    const ranking: Ranking = rank(
      [...healthy, ...changed],
      [...healthy.map(() => 0), ...changed.map(() => 1)],
    );
    const { value } = this.#calibration.imageThreshold;
    const figures = bootstrap(
      names.length,
      (weights) => {
        const own = patients.map((patient) => weights[indexOf.get(patient)!]!);
        const total = own.reduce((sum, weight) => sum + weight, 0);
        const found = own.reduce((sum, weight, image) => sum + (changed[image]! > value ? weight : 0), 0);
        const { ap, diceCalibrated } = pixelMetrics(weightedSum(counts, weights));
        const { auroc } = imageMetrics(ranking, [...own, ...own]);
        return { auroc, sensitivity: found / total, ap, diceCalibrated };
      },
      { resamples, seed },
    );
    const { auroc, sensitivity, ap, diceCalibrated } = figures;
    return { images: patients.length, image: { auroc, sensitivity }, pixel: { ap, diceCalibrated } };
  }
}
