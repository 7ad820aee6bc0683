import type { NamedTensorMap, Variable } from "@tensorflow/tfjs-core";

export const optimizerNames = ["adam", "rmsprop", "sgd"] as const;
export type OptimizerName = (typeof optimizerNames)[number];

/** Takes the learning rate with each step and gives out all of its state, so that a checkpoint is exact. */
export interface Optimizer {
  /** Updates the variables. `scale` multiplies the gradients (see `clipScale`). */
  step(gradients: NamedTensorMap, learningRate: number, scale: number): void;
  readonly steps: number;
  /** All of the state but the number of steps, in a fixed order. */
  readonly moments: readonly Variable[];
  /** Takes the number of steps after `moments` have been assigned from a checkpoint. */
  resume(steps: number): void;
  dispose(): void;
}
