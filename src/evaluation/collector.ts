import { DataError } from "../errors/index.ts";
import type { ModelInput } from "../imaging/model-input.ts";
import { calibratedThreshold } from "../scoring/calibrated-threshold.ts";
import { type MapName, mapNames, type ScoreName, type Scoring, scoreNames } from "../scoring/maps.ts";
import type { Model } from "../scoring/model.ts";
import type { RawScores } from "../scoring/raw-scores.ts";
import type { ApplicabilityOutcome } from "../scoring/result.ts";
import { assessScored } from "../scoring/score-frame.ts";
import { scoreInputs } from "../scoring/score-input.ts";
import { topMean } from "../scoring/top-mean.ts";
import type { Vae } from "../vae/vae.ts";
import { baselineScoring, fixedImageVae, smoothnessScore, topMeanOf } from "./baselines.ts";
import type { EvaluationImage } from "./evaluation-image.ts";
import { imageMapper } from "./image-mapper.ts";
import { countHealthy, countPixels, PixelCounts } from "./pixel-counts.ts";
import { tryPrepare } from "./prepare-frame.ts";
import { scoreWithModel } from "./score-with-model.ts";
import { comparableSize } from "./size-class.ts";

/** The baselines that have a map. */
export const mappedBaselines = ["intensity", "meanImageResidual"] as const;
export type MappedBaseline = (typeof mappedBaselines)[number];

/** The maps that pixel figures are made of. */
export type EvaluatedMap = `maps.${MapName}` | `baselines.${MappedBaseline}`;
/** `maps.x` is the mean of a map's highest values; `baselines.position` is the slice's position as it stands. */
export type EvaluatedScore =
  | `scores.${ScoreName}`
  | `maps.${MapName}`
  | `baselines.${MappedBaseline | "position" | "smoothness"}`;

/** Everything the figures are made of; the images themselves are not kept. */
export interface Collected {
  readonly patients: readonly string[];
  /** By image. */
  readonly patientOf: readonly number[];
  readonly abnormal: readonly boolean[];
  /** Pixels of an image of 256 x 256; NaN where no lesion is outlined. */
  readonly lesionPixels: readonly number[];
  /** By image; NaN where a score is not known. */
  readonly scores: ReadonlyMap<EvaluatedScore, readonly number[]>;
  /** By patient. */
  readonly pixels: ReadonlyMap<EvaluatedMap, readonly PixelCounts[]>;
  readonly applicability: Readonly<Record<ApplicabilityOutcome, number>>;
  readonly skipped: number;
  /** Of preparing and scoring all images, without costly maps. */
  readonly ms: number;
}

/** Sees each image with its results as they come. */
export interface ResultSink {
  add(image: EvaluationImage, result: { readonly input: ModelInput; readonly raw: RawScores }): void;
}

export interface CollectorOptions {
  /** [height, width] of the model's input. */
  readonly meanHealthyImage: Float32Array | undefined;
  /** Costly maps that are wanted too. */
  readonly costlyMaps: readonly MapName[];
  /** Whether any lesion may be outlined: without, no pixel is counted. */
  readonly outlined: boolean;
  readonly sinks: readonly ResultSink[];
  readonly signal: AbortSignal | undefined;
}

export interface PreparedImage {
  readonly image: EvaluationImage;
  readonly input: ModelInput;
}

export class Collector implements Collected {
  readonly patients: string[] = [];
  readonly patientOf: number[] = [];
  readonly abnormal: boolean[] = [];
  readonly lesionPixels: number[] = [];
  readonly scores = new Map<EvaluatedScore, number[]>();
  readonly pixels = new Map<EvaluatedMap, PixelCounts[]>();
  readonly applicability = { applies: 0, caution: 0, refused: 0 };
  skipped = 0;
  ms = 0;
  readonly #patientIndex = new Map<string, number>();
  readonly #model: Model;
  readonly #options: CollectorOptions;
  readonly #baselines = new Map<MappedBaseline, Vae>();
  readonly #baselineScoring: Scoring;

  constructor(model: Model, options: CollectorOptions) {
    const { height, width } = model.bundle.vae;
    const { meanHealthyImage } = options;
    this.#model = model;
    this.#options = options;
    this.#baselineScoring = baselineScoring(model.scoring);
    this.#baselines.set("intensity", fixedImageVae(new Float32Array(height * width), height, width));
    if (meanHealthyImage) {
      this.#baselines.set("meanImageResidual", fixedImageVae(meanHealthyImage, height, width));
    }
  }

  /** @throws DataError when the mask is not of the image's size */
  prepare(image: EvaluationImage): PreparedImage | undefined {
    const { frame, mask } = image;
    if (mask && mask.length !== frame.rows * frame.columns) {
      throw new DataError(
        `A mask has ${mask.length} pixels, but its image has ${frame.columns} x ${frame.rows}. Check that the index names the right mask.`,
        { details: { columns: frame.columns, rows: frame.rows } },
      );
    }
    const start = performance.now();
    const input = tryPrepare(frame, this.#model);
    this.ms += performance.now() - start;
    if (input) return { image, input };
    this.skipped++;
    return undefined;
  }

  async add(batch: readonly PreparedImage[]): Promise<void> {
    if (batch.length === 0) return;
    const { costlyMaps, signal, sinks } = this.#options;
    const inputs = batch.map(({ input }) => input);
    const options = { batchSize: batch.length, ...(signal ? { signal } : {}) };
    const start = performance.now();
    let raw = await scoreWithModel(inputs, this.#model, options);
    this.ms += performance.now() - start;
    if (costlyMaps.length > 0) {
      raw = await scoreWithModel(inputs, this.#model, { ...options, maps: costlyMaps });
    }
    const baselines = new Map<MappedBaseline, RawScores[]>();
    for (const [name, vae] of this.#baselines) {
      baselines.set(name, await scoreInputs(inputs, vae, this.#baselineScoring, options));
    }
    batch.forEach((prepared, index) => {
      const own = raw[index]!;
      this.#addImage(prepared, own, new Map([...baselines].map(([name, all]) => [name, all[index]!])));
      for (const sink of sinks) sink.add(prepared.image, { input: prepared.input, raw: own });
    });
  }

  #addImage(
    { image, input }: PreparedImage,
    raw: RawScores,
    baselines: ReadonlyMap<MappedBaseline, RawScores>,
  ): void {
    const { frame, abnormal, mask, position } = image;
    const { calibration, scoring } = this.#model;
    const patient = this.#patient(image.patient);
    this.patientOf.push(patient);
    this.abnormal.push(abnormal);
    const lesion = abnormal ? mask?.reduce((sum, marked) => sum + (marked ? 1 : 0), 0) : undefined;
    this.lesionPixels.push(comparableSize(lesion ?? Number.NaN, frame.rows, frame.columns));
    this.applicability[assessScored(frame, input, raw, this.#model).outcome]++;

    for (const name of scoreNames) this.#score(`scores.${name}`, raw.scores[name] ?? Number.NaN);
    this.#score("baselines.position", position ?? Number.NaN);
    this.#score("baselines.smoothness", smoothnessScore(input));
    const bring = imageMapper(raw, { affine: input.affine, rows: frame.rows, columns: frame.columns });
    for (const name of mapNames) {
      const values = raw.maps[name];
      if (!values) continue;
      // The signed map counts both ways.
      const map = name === "signed" ? values.map(Math.abs) : values;
      this.#score(`maps.${name}`, topMean(map, input, topMeanOf(scoring)));
      const where = name === "anomaly" ? raw.shown : raw.mask;
      this.#pixels(`maps.${name}`, patient, image, bring, {
        map,
        mask: raw.mask,
        shown: where,
        threshold: calibratedThreshold(calibration, name),
      });
    }
    for (const [name, baseline] of baselines) {
      this.#score(`baselines.${name}`, baseline.scores.anomaly);
      const map = baseline.maps.anomaly;
      this.#pixels(`baselines.${name}`, patient, image, bring, {
        map,
        mask: raw.mask,
        shown: raw.shown,
        threshold: undefined,
      });
    }
  }

  #pixels(
    name: EvaluatedMap,
    patient: number,
    { abnormal, mask, frame: { rows, columns } }: EvaluationImage,
    bring: (map: Float32Array) => Float32Array,
    observed: {
      readonly map: Float32Array;
      readonly mask: Uint8Array;
      readonly shown: Uint8Array;
      readonly threshold: number | undefined;
    },
  ): void {
    const counts = this.#counts(name, patient);
    const { map, threshold } = observed;
    if (!abnormal && threshold !== undefined) countHealthy(counts, observed, threshold);
    // An abnormal image whose lesion is not outlined says nothing about pixels.
    if (!this.#options.outlined || (abnormal && !mask)) return;
    countPixels(counts, { map: bring(map), mask: abnormal ? mask : undefined, rows, columns, threshold });
  }

  #counts(name: EvaluatedMap, patient: number): PixelCounts {
    const all = this.pixels.get(name) ?? [];
    this.pixels.set(name, all);
    for (let index = all.length; index <= patient; index++) all.push(new PixelCounts());
    return all[patient]!;
  }

  #patient(name: string): number {
    const known = this.#patientIndex.get(name) ?? this.patients.push(name) - 1;
    this.#patientIndex.set(name, known);
    return known;
  }

  #score(name: EvaluatedScore, value: number): void {
    const all = this.scores.get(name) ?? [];
    this.scores.set(name, all);
    all.push(value);
  }
}
