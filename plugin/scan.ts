import type { Engine, EngineResult } from "../src/inference/engine.ts";
import type { Cornerstone } from "./cornerstone/host.ts";
import { readFrame } from "./cornerstone/read-frame.ts";
import type { ModelProvider } from "./model-provider.ts";

export interface ScanProgress {
  readonly done: number;
  readonly total: number;
  /** The image that was just done. */
  readonly latest: ScanItem;
}

export interface ScanOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ScanProgress) => void;
}

/** What came of one image: a result (it may say that the image is refused), or why there is none. */
export type ScanItem =
  | { readonly imageId: string; readonly result: EngineResult; readonly error?: never }
  | { readonly imageId: string; readonly result?: never; readonly error: Error };

export interface ScanDependencies {
  readonly cornerstone: Cornerstone;
  readonly engine: Engine;
  readonly models: ModelProvider;
}

/**
 * Scores images one after the other, behind what the user looks at. One that fails does not stop the rest.
 *
 * @returns an item an image, in the order asked
 * @throws the signal's reason when aborted
 */
export async function scan(
  { cornerstone, engine, models }: ScanDependencies,
  imageIds: readonly string[],
  { signal, onProgress }: ScanOptions,
): Promise<ScanItem[]> {
  const items: ScanItem[] = [];
  for (const imageId of imageIds) {
    signal?.throwIfAborted();
    const item = await scoreOne(imageId);
    signal?.throwIfAborted();
    items.push(item);
    onProgress?.({ done: items.length, total: imageIds.length, latest: item });
  }
  return items;

  async function scoreOne(imageId: string): Promise<ScanItem> {
    try {
      // Not loadAndCacheImage: a failure there is also an unhandled rejection inside the host, and a whole series
      // would push what the user looks at out of the host's cache.
      const image = await cornerstone.imageLoader.loadImage(imageId);
      const frame = readFrame(image, cornerstone.metaData);
      const { identity } = await models.load(frame.tags, signal);
      const options = { priority: "background", ...(signal ? { signal } : {}) } as const;
      return { imageId, result: await engine.score(frame, identity.sha256, options) };
    } catch (cause) {
      const error = cause instanceof Error ? cause : new Error(`${imageId} cannot be scored.`, { cause });
      return { imageId, error };
    }
  }
}
