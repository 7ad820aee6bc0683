import type { Model } from "../scoring/model.ts";
import { meanImage } from "./baselines.ts";
import { collect, tryPrepare } from "./collect.ts";
import type { EvaluateOptions } from "./evaluate-options.ts";
import type { EvaluationImage } from "./evaluation-image.ts";
import { figuresOf } from "./figures.ts";
import type { Metrics } from "./metrics-schema.ts";

export interface EvaluateControl {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: {
    readonly stage: "reference" | "images" | "figures";
    readonly done: number;
  }) => void;
}

/**
 * Evaluates a model on images whose truth is known. Every figure has a 95 % interval from resampling patients.
 *
 * @throws DataError when there is no healthy or no abnormal image; the signal's reason when aborted.
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
  const collected = await collect(model, images, {
    meanHealthyImage,
    batchSize: options.batchSize ?? 8,
    signal,
    onProgress: (done) => onProgress?.({ stage: "images", done }),
  });
  signal?.throwIfAborted();
  onProgress?.({ stage: "figures", done: collected.abnormal.length });
  return figuresOf(model, collected, options);
}
