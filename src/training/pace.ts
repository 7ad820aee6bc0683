/** How much a step counts against the one after it: the last twenty or so matter. */
const memory = 0.95;

/** Images a second, smoothed over the last steps. */
export class Pace {
  #images = 0;
  #seconds = 0;

  add(images: number, seconds: number): void {
    this.#images = memory * this.#images + images;
    this.#seconds = memory * this.#seconds + seconds;
  }

  /** 0 before the first step. */
  get imagesPerSecond(): number {
    return this.#seconds === 0 ? 0 : this.#images / this.#seconds;
  }
}
