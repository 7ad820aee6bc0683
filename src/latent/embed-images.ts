import { tryPrepare } from "../evaluation/prepare-frame.ts";
import type { Frame } from "../imaging/frame.ts";
import type { ModelInput } from "../imaging/model-input.ts";
import { histogramOf } from "../scoring/input-features.ts";
import type { Model } from "../scoring/model.ts";
import { assessScored } from "../scoring/score-frame.ts";
import { scoreInputs } from "../scoring/score-input.ts";
import type { LatentImage } from "./latent-image.ts";
import { thumbnailOf } from "./thumbnail-of.ts";

/** An image to embed, with what its index says of it. */
export interface SourceOfLatent {
  readonly frame: Frame;
  readonly about: Pick<LatentImage, "name" | "file" | "patient" | "label" | "split" | "columns"> & {
    readonly frame?: number;
  };
}

export interface EmbedOptions {
  /** Default 8. */
  readonly batchSize?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number) => void;
}

export interface Embedded {
  readonly images: readonly LatentImage[];
  /** Images on which the preprocessing finds nothing. */
  readonly skipped: number;
}

/**
 * Brings images into a model's latent space: the posterior's mean, with the scores and the intensities beside it. Images
 * that the model is not for are embedded too, and say so.
 *
 * @throws ModelFormatError when the network's output is not finite; the signal's reason when aborted
 */
export async function embedImages(
  model: Model,
  sources: AsyncIterable<SourceOfLatent> | Iterable<SourceOfLatent>,
  { batchSize = 8, signal, onProgress }: EmbedOptions = {},
): Promise<Embedded> {
  const images: LatentImage[] = [];
  let batch: (SourceOfLatent & { readonly input: ModelInput })[] = [];
  let skipped = 0;
  let done = 0;
  const flush = async (): Promise<void> => {
    const raw = await scoreInputs(
      batch.map(({ input }) => input),
      model.bundle.vae,
      model.scoring,
      { batchSize, reference: model.reference, ...(signal ? { signal } : {}) },
    );
    for (const [index, { frame, about, input }] of batch.entries()) {
      const own = raw[index]!;
      images.push({
        ...about,
        mean: [...own.latentMean],
        kl: [...own.klPerDimension],
        scores: { ...own.scores },
        intensity: [...histogramOf(input)],
        applicability: assessScored(frame, input, own, model).outcome,
        thumbnail: thumbnailOf(input),
      });
    }
    batch = [];
  };
  for await (const source of sources) {
    signal?.throwIfAborted();
    const input = tryPrepare(source.frame, model);
    if (input) batch.push({ ...source, input });
    else skipped++;
    if (batch.length === batchSize) await flush();
    onProgress?.(++done);
  }
  if (batch.length > 0) await flush();
  return { images, skipped };
}
