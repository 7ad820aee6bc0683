import {
  mul,
  type NamedTensorMap,
  type Tensor,
  tidy,
  type Variable,
  variable,
  zerosLike,
} from "@tensorflow/tfjs-core";
import type { Optimizer } from "./optimizer.ts";

/** An optimiser that keeps one moment, of the variable's own shape, for each variable. */
export abstract class MomentOptimizer implements Optimizer {
  /** In the order of the variables. */
  readonly moments: readonly Variable[];
  readonly #variables: readonly Variable[];
  #steps = 0;

  constructor(variables: readonly Variable[]) {
    this.#variables = variables;
    this.moments = variables.map((of) => tidy(() => variable(zerosLike(of), false)));
  }

  /** Assigns the new moment, then the new value; runs inside of `tidy`. */
  protected abstract update(target: Variable, moment: Variable, gradient: Tensor, learningRate: number): void;

  step(gradients: NamedTensorMap, learningRate: number, scale: number): void {
    this.#steps += 1;
    for (const [index, target] of this.#variables.entries()) {
      const raw = gradients[target.name];
      if (raw === undefined) continue;
      tidy(() => this.update(target, this.moments[index] as Variable, mul(raw, scale), learningRate));
    }
  }

  get steps(): number {
    return this.#steps;
  }

  resume(steps: number): void {
    this.#steps = steps;
  }

  dispose(): void {
    for (const moment of this.moments) moment.dispose();
  }
}
