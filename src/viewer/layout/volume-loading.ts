import { cache } from "@cornerstonejs/core";
import type { Series } from "../files/series.ts";
import { makeSeriesVolume, type SeriesVolume, type VolumeProgress } from "./series-volume.ts";
import { type VolumeRefusal, volumeRefusal } from "./volume-refusal.ts";

/** Makes one volume at a time, and lets go of it. */
export class VolumeLoading {
  volume: SeriesVolume | undefined;
  /** Undefined when none is being made. */
  progress: VolumeProgress | undefined;
  readonly #onChange: () => void;
  #running: AbortController | undefined;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  refusal(series: Series): VolumeRefusal | undefined {
    return volumeRefusal(series, cache.getMaxCacheSize());
  }

  /**
   * Takes the place of what is being made already.
   *
   * @returns whether the volume is there; false when it was cancelled
   * @throws what the image loader throws
   */
  async make(series: Series): Promise<boolean> {
    this.cancel();
    const running = new AbortController();
    const { signal } = running;
    this.#running = running;
    try {
      const volume = await makeSeriesVolume(series, {
        signal,
        onProgress: (progress) => {
          if (!signal.aborted) this.#tell(progress);
        },
      });
      if (signal.aborted) volume.release();
      else this.volume = volume;
      return !signal.aborted;
    } catch (error) {
      if (signal.aborted) return false;
      throw error;
    } finally {
      if (this.#running === running) this.#tell(undefined);
    }
  }

  cancel(): void {
    this.#running?.abort();
    this.#running = undefined;
    if (this.progress) this.#tell(undefined);
  }

  #tell(progress: VolumeProgress | undefined): void {
    this.progress = progress;
    this.#onChange();
  }
}
