import type { EvaluationImage } from "../evaluation-image.ts";
import { mulberry32 } from "../seeded-random.ts";

/**
 * A bounded choice of the healthy images of a stream, each with the same chance (reservoir sampling, Vitter, 1985);
 * the same seed and stream give the same choice.
 */
export class HealthySample {
  readonly images: EvaluationImage[] = [];
  readonly #size: number;
  readonly #next: () => number;
  #seen = 0;

  constructor(size: number, seed: number) {
    this.#size = size;
    this.#next = mulberry32(seed);
  }

  add(image: EvaluationImage): void {
    if (image.abnormal || this.#size <= 0) return;
    this.#seen++;
    if (this.images.length < this.#size) {
      this.images.push(image);
      return;
    }
    const place = Math.floor(this.#next() * this.#seen);
    if (place < this.#size) this.images[place] = image;
  }
}
