import type { Frame } from "../../imaging/frame.ts";
import type { ModelInput } from "../../imaging/model-input.ts";
import type { Model } from "../../scoring/model.ts";
import type { RawScores } from "../../scoring/raw-scores.ts";
import type { ResultSink } from "../collector.ts";
import type { EvaluationImage } from "../evaluation-image.ts";
import { imageMapper } from "../image-mapper.ts";
import { mulberry32 } from "../seeded-random.ts";
import { comparableSize, isOfSize, type SizeClass, sizeClasses } from "../size-class.ts";
import { thumbnail } from "./thumbnail.ts";

export const outcomes = ["hit", "miss", "falseAlarm"] as const;
/** Of the anomaly score at the calibrated image threshold. */
export type Outcome = (typeof outcomes)[number];

export interface GalleryPicture {
  readonly score: number;
  /** Pixels of the lesion, of an image of 256 x 256; undefined where none is outlined. */
  readonly lesionPixels: number | undefined;
  /** PNG. */
  readonly png: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** Images of one outcome; where lesions are outlined, with lesions of one size. */
export interface GalleryGroup {
  readonly outcome: Outcome;
  readonly size: SizeClass | undefined;
  /** How many images belong to it. */
  readonly images: number;
  /** Some of them, by falling score. */
  readonly pictures: readonly GalleryPicture[];
}

interface Kept {
  readonly outcome: Outcome;
  readonly size: SizeClass | undefined;
  readonly pictures: GalleryPicture[];
  seen: number;
}

export interface GalleryOptions {
  /** Of each group. Default 6. */
  readonly pictures?: number;
  readonly seed?: number;
}

/**
 * Pictures of hits, misses and false alarms. Which are kept is left to chance (reservoir sampling), so that what is
 * shown is what happens, not the best or the worst of it.
 */
export class Gallery implements ResultSink {
  readonly #model: Model;
  readonly #most: number;
  readonly #next: () => number;
  readonly #kept: readonly Kept[] = outcomes.flatMap((outcome) =>
    (outcome === "falseAlarm" ? [undefined] : [undefined, ...sizeClasses]).map((size) => ({
      outcome,
      size,
      pictures: [],
      seen: 0,
    })),
  );

  constructor(model: Model, { pictures = 6, seed = 1 }: GalleryOptions = {}) {
    this.#model = model;
    this.#most = pictures;
    this.#next = mulberry32(seed);
  }

  add(image: EvaluationImage, { input, raw }: { readonly input: ModelInput; readonly raw: RawScores }): void {
    const { abnormal, mask, frame } = image;
    const score = raw.scores.anomaly;
    const isAbove = score > this.#model.calibration.imageThreshold.value;
    if (!abnormal && !isAbove) return;
    const outcome = !abnormal ? "falseAlarm" : isAbove ? "hit" : "miss";
    const lesion = abnormal ? mask : undefined;
    const marked = lesion?.reduce((sum, value) => sum + (value ? 1 : 0), 0);
    const lesionPixels = marked && comparableSize(marked, frame.rows, frame.columns);
    const kept = this.#kept.find(
      (group) =>
        group.outcome === outcome &&
        (lesionPixels ? group.size && isOfSize(lesionPixels, group.size) : group.size === undefined),
    )!;
    kept.seen++;
    const place =
      kept.pictures.length < this.#most ? kept.pictures.length : Math.floor(this.#next() * kept.seen);
    if (place >= this.#most) return;
    kept.pictures[place] = { score, lesionPixels, ...this.#picture(frame, lesion, input, raw) };
  }

  /** Those that have images, hits first, small lesions first. */
  get groups(): readonly GalleryGroup[] {
    return this.#kept
      .filter(({ seen }) => seen > 0)
      .map(({ outcome, size, seen, pictures }) => ({
        outcome,
        size,
        images: seen,
        pictures: pictures.toSorted((a, b) => b.score - a.score),
      }));
  }

  #picture(frame: Frame, lesion: Uint8Array | undefined, input: ModelInput, raw: RawScores) {
    const { rows, columns } = frame;
    const map = imageMapper(raw, { affine: input.affine, rows, columns })(raw.maps.anomaly);
    return thumbnail(frame, { map, threshold: this.#model.calibration.threshold.value, lesion });
  }
}
