import { DataError, NotApplicableError } from "../errors/index.ts";
import type { Frame } from "../imaging/frame.ts";
import type { ModelInput } from "../imaging/model-input.ts";
import { prepare } from "../imaging/prepare.ts";
import { assessApplicability } from "../scoring/applicability.ts";
import { mapToImage } from "../scoring/map-to-image.ts";
import type { ScoreName } from "../scoring/maps.ts";
import type { Model } from "../scoring/model.ts";
import type { RawScores } from "../scoring/raw-scores.ts";
import type { ApplicabilityOutcome } from "../scoring/result.ts";
import { scoreInputs } from "../scoring/score-input.ts";
import type { Vae } from "../vae/vae.ts";
import { fixedImageVae, smoothnessScore } from "./baselines.ts";
import type { EvaluationImage } from "./evaluation-image.ts";
import { countHealthy, countPixels, createPixelCounts, type PixelCounts } from "./pixel-counts.ts";

/** The maps that pixel figures are made of: the model's and those of two baselines. */
export const evaluatedMaps = ["anomaly", "intensity", "meanImageResidual"] as const;
export type EvaluatedMap = (typeof evaluatedMaps)[number];

/** `position` is the slice's position as it stands. */
export type EvaluatedScore = ScoreName | "intensity" | "meanImageResidual" | "position" | "smoothness";

/** Everything the figures are made of; the images themselves are not kept. */
export interface Collected {
  readonly patients: readonly string[];
  /** By image. */
  readonly patientOf: readonly number[];
  readonly abnormal: readonly boolean[];
  /** Pixels of the image; NaN where no lesion is outlined. */
  readonly lesionPixels: readonly number[];
  /** By image; NaN where a score is not known. */
  readonly scores: ReadonlyMap<EvaluatedScore, readonly number[]>;
  /** By patient. */
  readonly pixels: ReadonlyMap<EvaluatedMap, readonly PixelCounts[]>;
  readonly applicability: Readonly<Record<ApplicabilityOutcome, number>>;
  readonly skipped: number;
  /** Of preparing and scoring all images. */
  readonly ms: number;
}

export interface CollectOptions {
  /** [height, width] of the model's input. */
  readonly meanHealthyImage: Float32Array | undefined;
  readonly batchSize: number;
  readonly signal: AbortSignal | undefined;
  readonly onProgress: ((done: number) => void) | undefined;
}

interface Prepared {
  readonly image: EvaluationImage;
  readonly input: ModelInput;
}

/** Scores a stream of images with the model and with the baselines, a batch at a time. */
export async function collect(
  model: Model,
  images: AsyncIterable<EvaluationImage> | Iterable<EvaluationImage>,
  { meanHealthyImage, batchSize, signal, onProgress }: CollectOptions,
): Promise<Collected> {
  const collector = new Collector(model, meanHealthyImage, signal);
  let batch: Prepared[] = [];
  let done = 0;
  for await (const image of images) {
    signal?.throwIfAborted();
    done++;
    const input = collector.prepare(image);
    if (input) batch.push({ image, input });
    if (batch.length === batchSize) {
      await collector.add(batch);
      batch = [];
    }
    onProgress?.(done);
  }
  if (batch.length > 0) await collector.add(batch);
  return collector;
}

/** The network's input, or undefined where the preprocessing finds nothing. */
export function tryPrepare(frame: Frame, model: Model): ModelInput | undefined {
  const { preprocessing, input } = model.bundle.description;
  try {
    return prepare(frame, preprocessing, input);
  } catch (error) {
    if (error instanceof NotApplicableError) return undefined;
    throw error;
  }
}

class Collector implements Collected {
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
  readonly #signal: AbortSignal | undefined;
  readonly #baselines: ReadonlyMap<"intensity" | "meanImageResidual", Vae>;

  constructor(model: Model, meanHealthyImage: Float32Array | undefined, signal: AbortSignal | undefined) {
    const { height, width } = model.bundle.vae;
    const baselines = new Map<"intensity" | "meanImageResidual", Vae>();
    baselines.set("intensity", fixedImageVae(new Float32Array(height * width), height, width));
    if (meanHealthyImage) baselines.set("meanImageResidual", fixedImageVae(meanHealthyImage, height, width));
    this.#model = model;
    this.#signal = signal;
    this.#baselines = baselines;
  }

  prepare({ frame, mask }: EvaluationImage): ModelInput | undefined {
    if (mask && mask.length !== frame.rows * frame.columns) {
      throw new DataError(
        `A mask has ${mask.length} pixels, but its image has ${frame.columns} x ${frame.rows}. Check that the index names the right mask.`,
        { details: { columns: frame.columns, rows: frame.rows } },
      );
    }
    const start = performance.now();
    const input = tryPrepare(frame, this.#model);
    this.ms += performance.now() - start;
    if (!input) this.skipped++;
    return input;
  }

  async add(batch: readonly Prepared[]): Promise<void> {
    const { bundle, scoring } = this.#model;
    const inputs = batch.map(({ input }) => input);
    const options = { batchSize: batch.length, ...(this.#signal ? { signal: this.#signal } : {}) };
    const start = performance.now();
    const raw = await scoreInputs(inputs, bundle.vae, scoring, options);
    this.ms += performance.now() - start;
    const baselines = new Map<"intensity" | "meanImageResidual", RawScores[]>();
    for (const [name, vae] of this.#baselines)
      baselines.set(name, await scoreInputs(inputs, vae, scoring, options));
    batch.forEach((prepared, index) => {
      this.#addImage(
        prepared,
        raw[index]!,
        new Map([...baselines].map(([name, all]) => [name, all[index]!])),
      );
    });
  }

  #addImage(
    { image, input }: Prepared,
    raw: RawScores,
    baselines: ReadonlyMap<"intensity" | "meanImageResidual", RawScores>,
  ): void {
    const patient = this.#patient(image.patient);
    this.patientOf.push(patient);
    this.abnormal.push(image.abnormal);
    const lesion = image.abnormal
      ? image.mask?.reduce((sum, marked) => sum + (marked ? 1 : 0), 0)
      : undefined;
    this.lesionPixels.push(lesion ?? Number.NaN);
    this.applicability[
      assessApplicability(image.frame, input, this.#model.bundle.description.applicability).outcome
    ]++;

    for (const [name, score] of Object.entries(raw.scores)) this.#score(name as ScoreName, score);
    this.#score("position", image.position ?? Number.NaN);
    this.#score("smoothness", smoothnessScore(input));
    this.#pixels("anomaly", patient, image, input, raw);
    for (const [name, baseline] of baselines) {
      this.#score(name, baseline.scores.anomaly);
      this.#pixels(name, patient, image, input, baseline);
    }
  }

  #pixels(
    name: EvaluatedMap,
    patient: number,
    image: EvaluationImage,
    input: ModelInput,
    raw: RawScores,
  ): void {
    const { rows, columns } = image.frame;
    const threshold = this.#model.calibration.threshold.value;
    const counts = this.#counts(name, patient);
    if (!image.abnormal) countHealthy(counts, { ...raw, map: raw.maps.anomaly }, threshold);
    // An abnormal image whose lesion is not outlined says nothing about pixels.
    if (image.abnormal && !image.mask) return;
    const map = mapToImage({ ...raw, values: raw.maps.anomaly }, input.affine, rows, columns);
    countPixels(counts, { map, mask: image.abnormal ? image.mask : undefined, rows, columns, threshold });
  }

  #counts(name: EvaluatedMap, patient: number): PixelCounts {
    const all = this.pixels.get(name) ?? [];
    this.pixels.set(name, all);
    for (let index = all.length; index <= patient; index++) all.push(createPixelCounts());
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
