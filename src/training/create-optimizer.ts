import type { Variable } from "@tensorflow/tfjs-core";
import { Adam } from "./adam.ts";
import { Momentum } from "./momentum.ts";
import type { Optimizer, OptimizerName } from "./optimizer.ts";
import { RmsProp } from "./rms-prop.ts";

/** @param name `sgd` is gradient descent with momentum */
export function createOptimizer(name: OptimizerName, variables: readonly Variable[]): Optimizer {
  switch (name) {
    case "adam":
      return new Adam(variables);
    case "rmsprop":
      return new RmsProp(variables);
    case "sgd":
      return new Momentum(variables);
  }
}
