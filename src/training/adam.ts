import {
  add,
  div,
  mul,
  type NamedTensorMap,
  scalar,
  sqrt,
  square,
  sub,
  sum,
  type Tensor,
  tidy,
  type Variable,
  variable,
  zerosLike,
} from "@tensorflow/tfjs-core";
import { TrainingError } from "../errors/index.ts";
import type { Optimizer } from "./optimizer.ts";

const firstDecay = 0.9;
const secondDecay = 0.999;
const epsilon = 1e-8;

/**
 * Adam (Kingma and Ba, 2015) with bias correction. Unlike the optimizer of TensorFlow.js it takes the learning rate
 * with each step and gives out all of its state.
 */
export class Adam implements Optimizer {
  readonly #variables: readonly Variable[];
  readonly #first: readonly Variable[];
  readonly #second: readonly Variable[];
  #steps = 0;

  constructor(variables: readonly Variable[]) {
    const zeros = (of: Variable) => tidy(() => variable(zerosLike(of), false));
    this.#variables = variables;
    this.#first = variables.map(zeros);
    this.#second = variables.map(zeros);
  }

  step(gradients: NamedTensorMap, learningRate: number, scale: number): void {
    this.#steps += 1;
    const rate = (learningRate * Math.sqrt(1 - secondDecay ** this.#steps)) / (1 - firstDecay ** this.#steps);
    const floor = epsilon * Math.sqrt(1 - secondDecay ** this.#steps);
    for (const [index, target] of this.#variables.entries()) {
      const raw = gradients[target.name];
      if (raw === undefined) continue;
      tidy(() => {
        const gradient = mul(raw, scale);
        const first = this.#first[index] as Variable;
        const second = this.#second[index] as Variable;
        first.assign(add(mul(first, firstDecay), mul(gradient, 1 - firstDecay)));
        second.assign(add(mul(second, secondDecay), mul(square(gradient), 1 - secondDecay)));
        target.assign(sub(target, mul(div(first, add(sqrt(second), floor)), rate)));
      });
    }
  }

  get steps(): number {
    return this.#steps;
  }

  /** First and second moments, in the order of the variables. */
  get moments(): readonly Variable[] {
    return [...this.#first, ...this.#second];
  }

  resume(steps: number): void {
    this.#steps = steps;
  }

  dispose(): void {
    for (const moment of this.moments) moment.dispose();
  }
}

/** Euclidean norm over all gradients. */
export async function globalNorm(gradients: NamedTensorMap): Promise<number> {
  const total = tidy(() =>
    Object.values(gradients).reduce<Tensor>((all, gradient) => add(all, sum(square(gradient))), scalar(0)),
  );
  const [squared] = await total.data();
  total.dispose();
  return Math.sqrt(squared as number);
}

/**
 * The factor that brings a gradient's norm down to `maximum`.
 *
 * @throws TrainingError when the norm is not finite: the run has diverged.
 */
export function clipScale(norm: number, maximum: number): number {
  if (!Number.isFinite(norm)) {
    throw new TrainingError(
      "The training diverged: a gradient is not a finite number. Check the input images, or lower the learning rate.",
    );
  }
  return Math.min(1, maximum / (norm + 1e-6));
}
