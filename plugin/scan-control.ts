/** Holds a scan up between two images, for as long as the user wants. One control may serve several scans. */
export class ScanControl {
  #hold: { readonly over: Promise<void>; readonly end: () => void } | undefined;

  get paused(): boolean {
    return this.#hold !== undefined;
  }

  /** The image at work is finished first. */
  pause(): void {
    if (this.#hold) return;
    let end = () => {};
    const over = new Promise<void>((resolve) => {
      end = resolve;
    });
    this.#hold = { over, end };
  }

  resume(): void {
    this.#hold?.end();
    this.#hold = undefined;
  }

  /** Resolves as soon as it is not paused. @throws the signal's reason when aborted */
  async proceed(signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    while (this.#hold) {
      const { over } = this.#hold;
      await new Promise<void>((resolve, reject) => {
        const onAbort = () => reject(signal?.reason);
        signal?.addEventListener("abort", onAbort, { once: true });
        over.then(() => {
          signal?.removeEventListener("abort", onAbort);
          resolve();
        });
      });
    }
  }
}
