import {
  add,
  mul,
  type NamedTensorMap,
  sub,
  tidy,
  type Variable,
  variable,
  zerosLike,
} from "@tensorflow/tfjs-core";
import type { Optimizer } from "./optimizer.ts";

const momentum = 0.9;

/** Gradient descent with momentum (Polyak, 1964): the velocity v becomes 0.9 v + gradient, a variable moves by -rate v. */
export class Momentum implements Optimizer {
  readonly #variables: readonly Variable[];
  readonly #velocities: readonly Variable[];
  #steps = 0;

  constructor(variables: readonly Variable[]) {
    this.#variables = variables;
    this.#velocities = variables.map((of) => tidy(() => variable(zerosLike(of), false)));
  }

  step(gradients: NamedTensorMap, learningRate: number, scale: number): void {
    this.#steps += 1;
    for (const [index, target] of this.#variables.entries()) {
      const raw = gradients[target.name];
      if (raw === undefined) continue;
      tidy(() => {
        const velocity = this.#velocities[index] as Variable;
        velocity.assign(add(mul(velocity, momentum), mul(raw, scale)));
        target.assign(sub(target, mul(velocity, learningRate)));
      });
    }
  }

  get steps(): number {
    return this.#steps;
  }

  /** The velocities, in the order of the variables. */
  get moments(): readonly Variable[] {
    return this.#velocities;
  }

  resume(steps: number): void {
    this.#steps = steps;
  }

  dispose(): void {
    for (const moment of this.moments) moment.dispose();
  }
}
