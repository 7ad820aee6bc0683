import type { Engine } from "../src/inference/engine.ts";
import type { Cornerstone } from "./cornerstone/host.ts";
import { readFrame } from "./cornerstone/read-frame.ts";
import { seriesOf } from "./cornerstone/series-of.ts";
import { factsOf } from "./frame-facts.ts";
import type { ModelProvider } from "./model-provider.ts";
import type { ScoredImage } from "./result-feed.ts";
import type { ScanControl } from "./scan-control.ts";

export interface ScanProgress {
  readonly done: number;
  readonly total: number;
  /** The image that was just done. */
  readonly latest: ScanItem;
}

export interface ScanOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ScanProgress) => void;
  /** Pauses the scan and lets it go on. */
  readonly control?: ScanControl;
  /**
   * How far an image is from what the user looks at; the nearest goes next. Asked of all images left before each
   * one, so that the scan follows a user who scrolls. By default images go in the order given.
   */
  readonly distance?: (imageId: string) => number;
  /**
   * False: what comes is told by `onProgress` alone and not returned. Maps of a long series fill the memory. True by
   * default.
   */
  readonly collect?: boolean;
}

/** What came of one image: a result (it may say that the image is refused), or why there is none. */
export type ScanItem =
  | (ScoredImage & { readonly error?: never })
  | {
      readonly imageId: string;
      readonly result?: never;
      readonly facts?: never;
      readonly model?: never;
      readonly error: Error;
    };

export interface ScanDependencies {
  readonly cornerstone: Cornerstone;
  readonly engine: Engine;
  readonly models: ModelProvider;
}

/**
 * Scores images one after the other, behind what the user looks at. One that fails does not stop the rest.
 *
 * @returns an item an image, in the order asked; none where they are not collected
 * @throws the signal's reason when aborted
 */
export async function scan(
  { cornerstone, engine, models }: ScanDependencies,
  imageIds: readonly string[],
  { signal, onProgress, control, distance, collect = true }: ScanOptions,
): Promise<ScanItem[]> {
  const items = new Array<ScanItem>(collect ? imageIds.length : 0);
  const waiting = [...imageIds.keys()];
  while (waiting.length > 0) {
    signal?.throwIfAborted();
    await control?.proceed(signal);
    const [index] = waiting.splice(nearest(), 1);
    const item = await scoreOne(imageIds[index!]!);
    signal?.throwIfAborted();
    if (collect) items[index!] = item;
    onProgress?.({ done: imageIds.length - waiting.length, total: imageIds.length, latest: item });
  }
  return items;

  /** Place in `waiting`; the first of equals. */
  function nearest(): number {
    if (!distance) return 0;
    const distances = waiting.map((index) => distance(imageIds[index]!));
    return distances.reduce((best, value, place) => (value < distances[best]! ? place : best), 0);
  }

  async function scoreOne(imageId: string): Promise<ScanItem> {
    try {
      // Not loadAndCacheImage: a failure there is also an unhandled rejection inside the host, and a whole series
      // would push what the user looks at out of the host's cache.
      const image = await cornerstone.imageLoader.loadImage(imageId);
      const frame = readFrame(image, cornerstone.metaData);
      const override = models.decisions.isOverridden(seriesOf(cornerstone.metaData, imageId));
      const model = await models.load(frame.tags, signal, override);
      const options = { priority: "background", override, ...(signal ? { signal } : {}) } as const;
      const result = await engine.score(frame, model.identity.sha256, options);
      return { imageId, facts: factsOf(frame), model, result };
    } catch (cause) {
      const error = cause instanceof Error ? cause : new Error(`${imageId} cannot be scored.`, { cause });
      return { imageId, error };
    }
  }
}
