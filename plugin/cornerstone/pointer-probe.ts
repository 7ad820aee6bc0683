import type { Point2 } from "./host.ts";

export interface PointerProbeOptions {
  readonly element: HTMLElement;
  /** Ends it. */
  readonly signal: AbortSignal;
  /** Where the pointer is, in the element's CSS pixels; undefined when it has left. At most once a frame. */
  readonly onPoint: (point: Point2 | undefined) => void;
}

/** Follows the pointer over a viewport. */
export class PointerProbe {
  readonly #options: PointerProbeOptions;
  #client: Point2 | undefined;
  #frame: number | undefined;

  constructor(options: PointerProbeOptions) {
    this.#options = options;
    const { element, signal } = options;
    element.addEventListener("pointermove", this.#onMove, { signal, passive: true });
    element.addEventListener("pointerleave", this.#onLeave, { signal, passive: true });
    signal.addEventListener("abort", () => {
      if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    });
  }

  /** What lies under a pointer that stays may have changed. */
  refresh(): void {
    if (this.#client) this.#schedule();
  }

  readonly #onMove = ({ clientX, clientY }: PointerEvent): void => {
    this.#client = [clientX, clientY];
    this.#schedule();
  };

  readonly #onLeave = (): void => {
    this.#client = undefined;
    this.#schedule();
  };

  #schedule(): void {
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = undefined;
      const { element, onPoint } = this.#options;
      const { left, top } = element.getBoundingClientRect();
      const client = this.#client;
      onPoint(client && [client[0] - left, client[1] - top]);
    });
  }
}
