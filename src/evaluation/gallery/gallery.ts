import type { ModelInput } from "../../imaging/model-input.ts";
import type { Model } from "../../scoring/model.ts";
import type { RawScores } from "../../scoring/raw-scores.ts";
import type { ResultSink } from "../collector.ts";
import type { EvaluationImage } from "../evaluation-image.ts";
import { imageMapper } from "../image-mapper.ts";
import { mulberry32 } from "../seeded-random.ts";
import { thumbnail } from "./thumbnail.ts";

export const outcomes = ["hit", "miss", "falseAlarm"] as const;
/** Of the anomaly score at the calibrated image threshold. */
export type Outcome = (typeof outcomes)[number];

export interface GalleryPicture {
  readonly outcome: Outcome;
  readonly score: number;
  /** Pixels of the image; undefined where no lesion is outlined. */
  readonly lesionPixels: number | undefined;
  /** PNG. */
  readonly png: Uint8Array;
  readonly width: number;
  readonly height: number;
}

interface Kept {
  readonly pictures: GalleryPicture[];
  seen: number;
}

export interface GalleryOptions {
  /** Of each outcome. Default 8. */
  readonly pictures?: number;
  readonly seed?: number;
}

/**
 * Pictures of hits, misses and false alarms. Which are kept is left to chance (reservoir sampling), so that what is
 * shown is what happens, not the best or the worst of it.
 */
export class Gallery implements ResultSink {
  readonly #model: Model;
  readonly #size: number;
  readonly #next: () => number;
  readonly #kept = new Map<Outcome, Kept>(outcomes.map((outcome) => [outcome, { pictures: [], seen: 0 }]));

  constructor(model: Model, { pictures = 8, seed = 1 }: GalleryOptions = {}) {
    this.#model = model;
    this.#size = pictures;
    this.#next = mulberry32(seed);
  }

  add(image: EvaluationImage, { input, raw }: { readonly input: ModelInput; readonly raw: RawScores }): void {
    const score = raw.scores.anomaly;
    const isAbove = score > this.#model.calibration.imageThreshold.value;
    if (!image.abnormal && !isAbove) return;
    const outcome = !image.abnormal ? "falseAlarm" : isAbove ? "hit" : "miss";
    const kept = this.#kept.get(outcome)!;
    kept.seen++;
    const place =
      kept.pictures.length < this.#size ? kept.pictures.length : Math.floor(this.#next() * kept.seen);
    if (place < this.#size) kept.pictures[place] = this.#picture(outcome, score, image, input, raw);
  }

  /** By falling score. */
  picturesOf(outcome: Outcome): readonly GalleryPicture[] {
    return this.#kept.get(outcome)!.pictures.toSorted((a, b) => b.score - a.score);
  }

  /** How many images had this outcome. */
  countOf(outcome: Outcome): number {
    return this.#kept.get(outcome)!.seen;
  }

  #picture(
    outcome: Outcome,
    score: number,
    { frame, mask, abnormal }: EvaluationImage,
    input: ModelInput,
    raw: RawScores,
  ): GalleryPicture {
    const { rows, columns } = frame;
    const lesion = abnormal ? mask : undefined;
    const map = imageMapper(raw, { affine: input.affine, rows, columns })(raw.maps.anomaly);
    return {
      outcome,
      score,
      lesionPixels: lesion?.reduce((sum, marked) => sum + (marked ? 1 : 0), 0),
      ...thumbnail(frame, { map, threshold: this.#model.calibration.threshold.value, lesion }),
    };
  }
}
