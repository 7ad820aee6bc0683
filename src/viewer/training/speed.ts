import type { TrainingProgress } from "../../training/index.ts";

/** Steps that count for the figures: enough to be steady, few enough to follow a change. */
const window = 30;

/** How fast a training goes, without its pauses. */
export class Speed {
  /** Mean over the last steps; undefined until the second: the first compiles the shaders. */
  imagesPerSecond: number | undefined;
  secondsLeft: number | undefined;
  #begun = false;
  #batchSize = 1;
  /** For an image, in each of the last steps. */
  #seconds: readonly number[] = [];

  reset(batchSize: number): void {
    this.imagesPerSecond = undefined;
    this.secondsLeft = undefined;
    this.#begun = false;
    this.#batchSize = batchSize;
    this.#seconds = [];
  }

  add({ imagesPerSecond, step, steps }: TrainingProgress): void {
    if (!this.#begun) {
      this.#begun = true;
      return;
    }
    this.#seconds = [...this.#seconds, 1 / imagesPerSecond].slice(-window);
    const mean = this.#seconds.reduce((sum, each) => sum + each, 0) / this.#seconds.length;
    this.imagesPerSecond = 1 / mean;
    this.secondsLeft = (steps - step) * this.#batchSize * mean;
  }
}
