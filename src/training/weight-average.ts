import { add, mul, tidy, type Variable, variable } from "@tensorflow/tfjs-core";

/**
 * The exponential moving average of weights, which evens out the last steps' noise (Polyak and Juditsky, 1992). Early
 * on it follows faster, by (1 + n) / (10 + n) after n steps, so that it forgets the initial weights.
 */
export class WeightAverage {
  readonly #weights: readonly Variable[];
  readonly #averages: readonly Variable[];
  readonly #decay: number;

  /** Starts at the weights' present values. */
  constructor(weights: readonly Variable[], decay: number) {
    this.#weights = weights;
    this.#averages = weights.map((weight) => variable(weight, false));
    this.#decay = decay;
  }

  /** @param steps optimiser steps done, this one included */
  update(steps: number): void {
    const decay = Math.min(this.#decay, (1 + steps) / (10 + steps));
    for (const [index, average] of this.#averages.entries()) {
      const weight = this.#weights[index] as Variable;
      tidy(() => average.assign(add(mul(average, decay), mul(weight, 1 - decay))));
    }
  }

  /** In the order of the weights, for checkpoints. */
  get averages(): readonly Variable[] {
    return this.#averages;
  }

  /** Exchanges the weights and their averages: once to use the averages, once more to train on. */
  swap(): void {
    for (const [index, average] of this.#averages.entries()) {
      const weight = this.#weights[index] as Variable;
      tidy(() => {
        const value = weight.clone();
        weight.assign(average.clone());
        average.assign(value);
      });
    }
  }

  dispose(): void {
    for (const average of this.#averages) average.dispose();
  }
}
