import type { Model } from "../scoring/model.ts";
import { type Collected, Collector, type CollectorOptions } from "./collector.ts";
import type { EvaluationImage } from "./evaluation-image.ts";

export interface CollectOptions extends CollectorOptions {
  readonly batchSize: number;
  readonly onProgress: ((done: number) => void) | undefined;
}

/** Scores a stream of images with the model and with the baselines, a batch at a time. */
export async function collect(
  model: Model,
  images: AsyncIterable<EvaluationImage> | Iterable<EvaluationImage>,
  options: CollectOptions,
): Promise<Collected> {
  const { batchSize, signal, onProgress } = options;
  const collector = new Collector(model, options);
  let batch: ReturnType<Collector["prepare"]>[] = [];
  let done = 0;
  const flush = async (): Promise<void> => {
    await collector.add(batch.filter((prepared) => prepared !== undefined));
    batch = [];
  };
  for await (const image of images) {
    signal?.throwIfAborted();
    batch.push(collector.prepare(image));
    if (batch.length === batchSize) await flush();
    onProgress?.(++done);
  }
  await flush();
  return collector;
}
