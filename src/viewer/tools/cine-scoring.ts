/** Scores one image in the background; rejects where that is given up. */
export type ScoreImage = (imageId: string, signal: AbortSignal) => Promise<unknown>;

/**
 * Lets the heatmap follow a series that is played. An overlay gives up an image as soon as the next one comes, so at
 * any pace faster than the engine's nothing would ever be scored to its end. Here one image is held on to until it is
 * done, and those that pass meanwhile are dropped; the engine keeps the result, and the overlay shows it when the
 * image comes round again.
 */
export class CineScoring {
  readonly #score: ScoreImage;
  readonly #done = new Set<string>();
  #work: AbortController | undefined;
  #shown: string | undefined;

  constructor(score: ScoreImage) {
    this.#score = score;
  }

  /** An image has come onto the screen while the series is played. */
  show(imageId: string): void {
    this.#shown = imageId;
    if (!this.#work) void this.#run();
  }

  /** Gives up the image at work, and forgets what is done: the engine may not keep it for ever. */
  stop(): void {
    this.#work?.abort(new DOMException("The series is no longer played.", "AbortError"));
    this.#work = undefined;
    this.#shown = undefined;
    this.#done.clear();
  }

  async #run(): Promise<void> {
    const work = new AbortController();
    this.#work = work;
    for (;;) {
      const imageId = this.#shown;
      if (imageId === undefined || this.#done.has(imageId)) break;
      // Whatever comes of it, it is not tried again while the series is played.
      this.#done.add(imageId);
      await this.#score(imageId, work.signal).catch(() => undefined);
      if (work.signal.aborted) return;
    }
    this.#work = undefined;
  }
}
