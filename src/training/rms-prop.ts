import { add, div, mul, sqrt, square, sub, type Tensor, type Variable } from "@tensorflow/tfjs-core";
import { MomentOptimizer } from "./moment-optimizer.ts";

const decay = 0.9;
const epsilon = 1e-8;

/**
 * RMSProp (Tieleman and Hinton, lecture 6.5 of "Neural Networks for Machine Learning", 2012), without momentum: the
 * moment is the moving average of the squared gradients.
 */
export class RmsProp extends MomentOptimizer {
  protected override update(
    target: Variable,
    squares: Variable,
    gradient: Tensor,
    learningRate: number,
  ): void {
    squares.assign(add(mul(squares, decay), mul(square(gradient), 1 - decay)));
    target.assign(sub(target, mul(div(gradient, sqrt(add(squares, epsilon))), learningRate)));
  }
}
