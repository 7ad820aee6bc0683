import { cache, imageLoader, volumeLoader } from "@cornerstonejs/core";
import type { Series } from "../files/series.ts";

const concurrency = 3;
let made = 0;

export interface VolumeProgress {
  readonly done: number;
  readonly total: number;
}

export interface VolumeLoading {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: VolumeProgress) => void;
}

/** A series in Cornerstone's cache as one volume, until it is released. */
export interface SeriesVolume {
  readonly series: Series;
  readonly volumeId: string;
  /**
   * Takes the volume out of the cache; the images stay. Cornerstone leaves the texture to the WebGL context, which is
   * gone with the last of the planes.
   */
  release(): void;
}

/**
 * Loads the images of a series and stacks them.
 *
 * @param series one without a `volumeRefusal`
 * @throws what the image loader throws; the signal's reason when aborted
 */
export async function makeSeriesVolume(
  series: Series,
  { signal, onProgress }: VolumeLoading,
): Promise<SeriesVolume> {
  const total = series.imageIds.length;
  let [next, done] = [0, 0];
  onProgress({ done, total });
  const work = async (): Promise<void> => {
    for (let imageId = series.imageIds[next++]; imageId !== undefined; imageId = series.imageIds[next++]) {
      signal.throwIfAborted();
      await imageLoader.loadAndCacheImage(imageId);
      onProgress({ done: ++done, total });
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  signal.throwIfAborted();
  const volumeId = `residua-volume:${++made}`;
  await volumeLoader.createAndCacheVolumeFromImages(volumeId, [...series.imageIds]);
  return {
    series,
    volumeId,
    release() {
      if (cache.getVolume(volumeId)) cache.removeVolumeLoadObject(volumeId);
    },
  };
}
