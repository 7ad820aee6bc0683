import { costlyMapNames } from "../scoring/maps.ts";
import type { Model } from "../scoring/model.ts";
import { meanImage } from "./baselines.ts";
import { collect } from "./collect.ts";
import type { EvaluateOptions } from "./evaluate-options.ts";
import type { EvaluationImage } from "./evaluation-image.ts";
import { figuresOf } from "./figures.ts";
import type { Metrics } from "./metrics-schema.ts";
import { tryPrepare } from "./prepare-frame.ts";
import { HealthySample } from "./synthetic/healthy-sample.ts";
import { syntheticSuite } from "./synthetic/suite.ts";

export interface EvaluateControl {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: {
    readonly stage: "reference" | "images" | "synthetic" | "figures";
    readonly done: number;
  }) => void;
}

/**
 * Evaluates a model on images whose truth is known. Every figure has a 95 % interval from resampling patients.
 *
 * @throws DataError when there is no healthy image; the signal's reason when aborted.
 */
export async function evaluate(
  model: Model,
  images: AsyncIterable<EvaluationImage> | Iterable<EvaluationImage>,
  options: EvaluateOptions,
  { signal, onProgress }: EvaluateControl = {},
): Promise<Metrics> {
  let references = 0;
  const meanHealthyImage = options.healthyReference
    ? await meanImage(
        options.healthyReference,
        (frame) => {
          onProgress?.({ stage: "reference", done: ++references });
          return tryPrepare(frame, model);
        },
        signal,
      )
    : undefined;
  const { batchSize = 8, synthetic } = options;
  const seed = synthetic?.seed ?? 1;
  const sample = new HealthySample(synthetic?.images ?? 0, seed);
  const collected = await collect(model, images, {
    meanHealthyImage,
    costlyMaps: options.maps === "all" ? costlyMapNames : [],
    outlined: options.outlined ?? true,
    sinks: [sample, ...(options.sinks ?? [])],
    batchSize,
    signal,
    onProgress: (done) => onProgress?.({ stage: "images", done }),
  });
  const { images: healthy } = sample;
  const suite =
    healthy.length > 0
      ? await syntheticSuite(model, healthy, {
          seed,
          batchSize,
          signal,
          onProgress: (done) => onProgress?.({ stage: "synthetic", done }),
        })
      : undefined;
  signal?.throwIfAborted();
  onProgress?.({ stage: "figures", done: collected.abnormal.length });
  return { ...figuresOf(model, collected, options), ...(suite ? { synthetic: suite } : {}) };
}
