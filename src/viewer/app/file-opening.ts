import type { ReactiveController, ReactiveControllerHost } from "lit";
import { groupSeries } from "../files/group-series.ts";
import { type OpenProgress, openFiles, type RefusedFile } from "../files/open-files.ts";
import type { OpenedImage, Series } from "../files/series.ts";
import { registerFile } from "../stack/register-file.ts";

/** What is open, what is being opened, and what could not be. */
export class FileOpening implements ReactiveController {
  series: readonly Series[] = [];
  refused: readonly RefusedFile[] = [];
  /** Undefined when nothing is being opened. */
  progress: OpenProgress | undefined;
  readonly #host: ReactiveControllerHost;
  readonly #onOverlays: (files: readonly File[]) => void;
  #images: readonly OpenedImage[] = [];
  #running: AbortController | undefined;

  /** @param onOverlays files were opened that lie over images */
  constructor(host: ReactiveControllerHost, onOverlays: (files: readonly File[]) => void) {
    this.#host = host;
    this.#onOverlays = onOverlays;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.cancel();
  }

  /**
   * Opens what `gather` finds beside what is open already; an opening that still runs is cancelled.
   *
   * @returns the images that are new, or undefined when it was cancelled
   * @throws what `gather` throws
   */
  async open(
    gather: (signal: AbortSignal) => Promise<readonly File[]>,
  ): Promise<readonly OpenedImage[] | undefined> {
    this.cancel();
    const running = new AbortController();
    this.#running = running;
    const { signal } = running;
    this.#progress({ done: 0, total: 0 });
    try {
      const files = await gather(signal);
      const opened = await openFiles(files, {
        register: registerFile,
        signal,
        onProgress: (progress) => {
          if (!signal.aborted) this.#progress(progress);
        },
      });
      this.#images = [...this.#images, ...opened.images];
      this.series = groupSeries(this.#images).map((series) => this.#same(series) ?? series);
      this.refused = opened.refused;
      this.#onOverlays(opened.overlays);
      return opened.images;
    } catch (error) {
      if (signal.aborted) return undefined;
      throw error;
    } finally {
      if (this.#running === running) this.#progress(undefined);
    }
  }

  cancel(): void {
    this.#running?.abort();
    this.#running = undefined;
    this.#progress(undefined);
  }

  /** Adds a file that opened but whose pixels turned out to be unreadable. */
  refuse(imageId: string): void {
    const image = this.#images.find(({ imageIds }) => imageIds.includes(imageId));
    if (!image || this.refused.some(({ fileName }) => fileName === image.fileName)) return;
    this.refused = [...this.refused, { fileName: image.fileName, reason: "decode" }];
    this.#host.requestUpdate();
  }

  dismissReport(): void {
    this.refused = [];
    this.#host.requestUpdate();
  }

  /** The series as it was, when nothing came to it: what is on the screen then stays as it is. */
  #same(series: Series): Series | undefined {
    return this.series.find(
      ({ key, images }) => key === series.key && images.length === series.images.length,
    );
  }

  #progress(progress: OpenProgress | undefined): void {
    this.progress = progress;
    this.#host.requestUpdate();
  }
}
