/** Lets a training give way before each step, and wait for as long as it is paused. */
export class Pause {
  readonly #channel = new MessageChannel();
  #waiting: (() => void)[] = [];
  #paused: { readonly over: Promise<void>; readonly end: () => void } | undefined;

  constructor() {
    this.#channel.port1.onmessage = () => this.#waiting.shift()?.();
  }

  begin(): void {
    if (this.#paused) return;
    let end = () => {};
    const over = new Promise<void>((resolve) => {
      end = resolve;
    });
    this.#paused = { over, end };
  }

  end(): void {
    this.#paused?.end();
    this.#paused = undefined;
  }

  /**
   * A turn of the event loop. Not a frame: those stop when the page is not seen; not a timer: those are held back by
   * some milliseconds.
   */
  async turn(signal: AbortSignal): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#waiting.push(resolve);
      this.#channel.port2.postMessage(null);
    });
    if (!this.#paused || signal.aborted) return;
    const ended = new Promise<void>((resolve) =>
      signal.addEventListener("abort", () => resolve(), { once: true }),
    );
    await Promise.race([this.#paused.over, ended]);
  }
}
