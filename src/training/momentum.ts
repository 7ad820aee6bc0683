import { add, mul, sub, type Tensor, type Variable } from "@tensorflow/tfjs-core";
import { MomentOptimizer } from "./moment-optimizer.ts";

const momentum = 0.9;

/** Gradient descent with momentum (Polyak, 1964): the velocity v becomes 0.9 v + gradient, a variable moves by -rate v. */
export class Momentum extends MomentOptimizer {
  protected override update(
    target: Variable,
    velocity: Variable,
    gradient: Tensor,
    learningRate: number,
  ): void {
    velocity.assign(add(mul(velocity, momentum), gradient));
    target.assign(sub(target, mul(velocity, learningRate)));
  }
}
