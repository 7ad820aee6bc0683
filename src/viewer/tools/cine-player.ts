import { Enums, eventTarget } from "@cornerstonejs/core";
import { utilities } from "@cornerstonejs/tools";
import { defaultRate, steppedRate } from "./cine-rate.ts";
import type { ImageViewport } from "./image-viewport.ts";

const { playClip, stopClip } = utilities.cine;
const { ELEMENT_DISABLED, VIEWPORT_NEW_IMAGE_SET, VOLUME_VIEWPORT_NEW_VOLUME } = Enums.Events;

/** Times that an image which is still being loaded is waited for before the next one is asked for. */
const patience = 30;

/**
 * Plays what a viewport shows, one viewport at a time. It begins only when the user asks, and stops as soon as they
 * touch the image. An image that is not drawn in time is waited for: the clock's turns meanwhile are dropped.
 */
export class CinePlayer {
  readonly #onChange: () => void;
  #viewport: ImageViewport | undefined;
  #ending = new AbortController();
  #rate: number | undefined;
  #fileRate: number | undefined;
  #bounce = false;

  /** @param onChange it began, stopped, or goes at another pace */
  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  get playing(): boolean {
    return this.#viewport !== undefined;
  }

  /** Images a second: what the user chose, else what the file asks for. */
  get rate(): number {
    return this.#rate ?? this.#fileRate ?? defaultRate;
  }

  set rate(rate: number) {
    this.#rate = rate;
    this.#restart();
  }

  /** What the file on the screen asks for; another series' choice does not carry over to it. */
  set fileRate(rate: number | undefined) {
    if (rate === this.#fileRate) return;
    this.#fileRate = rate;
    this.#rate = undefined;
    this.#restart();
  }

  get fileRate(): number | undefined {
    return this.#fileRate;
  }

  /** Back and forth, instead of from the first again. */
  get bounce(): boolean {
    return this.#bounce;
  }

  set bounce(bounce: boolean) {
    this.#bounce = bounce;
    this.#restart();
  }

  /** One step faster (1) or slower (-1). */
  step(step: 1 | -1): void {
    this.rate = steppedRate(this.rate, step);
  }

  toggle(viewport: ImageViewport): void {
    if (this.#viewport === viewport) this.stop();
    else this.play(viewport);
  }

  /** Nothing happens where there is but one image. */
  play(viewport: ImageViewport): void {
    this.stop();
    if (viewport.getImageIds().length < 2) return;
    this.#viewport = viewport;
    const { element } = viewport;
    this.#ending = new AbortController();
    const { signal } = this.#ending;
    const stop = () => this.stop();
    for (const type of ["pointerdown", "wheel", VIEWPORT_NEW_IMAGE_SET, VOLUME_VIEWPORT_NEW_VOLUME]) {
      element.addEventListener(type, stop, { signal, capture: true, passive: true });
    }
    const onDisabled = (event: Event) => {
      if ((event as CustomEvent<{ viewportId: string }>).detail.viewportId === viewport.id) stop();
    };
    eventTarget.addEventListener(ELEMENT_DISABLED, onDisabled);
    signal.addEventListener("abort", () => eventTarget.removeEventListener(ELEMENT_DISABLED, onDisabled));
    this.#start(element);
    this.#onChange();
  }

  stop(): void {
    const viewport = this.#viewport;
    if (!viewport) return;
    this.#viewport = undefined;
    this.#ending.abort();
    // By its id as well: the element may no longer be enabled.
    stopClip(viewport.element, { stopDynamicCine: false, viewportId: viewport.id });
    this.#onChange();
  }

  #restart(): void {
    if (this.#viewport) this.#start(this.#viewport.element);
    this.#onChange();
  }

  #start(element: HTMLDivElement): void {
    playClip(element, {
      framesPerSecond: this.rate,
      loop: true,
      bounce: this.#bounce,
      dynamicCineEnabled: false,
      waitForRendered: patience,
    });
  }
}
