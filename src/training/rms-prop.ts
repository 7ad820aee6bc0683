import {
  add,
  div,
  mul,
  type NamedTensorMap,
  sqrt,
  square,
  sub,
  tidy,
  type Variable,
  variable,
  zerosLike,
} from "@tensorflow/tfjs-core";
import type { Optimizer } from "./optimizer.ts";

const decay = 0.9;
const epsilon = 1e-8;

/** RMSProp (Tieleman and Hinton, lecture 6.5 of "Neural Networks for Machine Learning", 2012), without momentum. */
export class RmsProp implements Optimizer {
  readonly #variables: readonly Variable[];
  readonly #squares: readonly Variable[];
  #steps = 0;

  constructor(variables: readonly Variable[]) {
    this.#variables = variables;
    this.#squares = variables.map((of) => tidy(() => variable(zerosLike(of), false)));
  }

  step(gradients: NamedTensorMap, learningRate: number, scale: number): void {
    this.#steps += 1;
    for (const [index, target] of this.#variables.entries()) {
      const raw = gradients[target.name];
      if (raw === undefined) continue;
      tidy(() => {
        const gradient = mul(raw, scale);
        const squares = this.#squares[index] as Variable;
        squares.assign(add(mul(squares, decay), mul(square(gradient), 1 - decay)));
        target.assign(sub(target, mul(div(gradient, sqrt(add(squares, epsilon))), learningRate)));
      });
    }
  }

  get steps(): number {
    return this.#steps;
  }

  /** Moving averages of the squared gradients, in the order of the variables. */
  get moments(): readonly Variable[] {
    return this.#squares;
  }

  resume(steps: number): void {
    this.#steps = steps;
  }

  dispose(): void {
    for (const moment of this.moments) moment.dispose();
  }
}
