import "@tensorflow/tfjs-backend-cpu";
import "@tensorflow/tfjs-layers";
import {
  mul,
  type Scalar,
  square,
  sub,
  sum,
  type Tensor,
  tensor1d,
  type Variable,
  variable,
  variableGrads,
} from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";
import { TrainingError } from "../../../src/errors/index.ts";
import { Adam, clipScale, globalNorm } from "../../../src/training/adam.ts";

const target = tensor1d([1, -2, 3]);
const slope = tensor1d([1, 4, 0.25]);

function gradientOf(x: Variable) {
  const { value, grads } = variableGrads(() => sum<Scalar>(mul(slope, square(sub(x, target)))), [x]);
  value.dispose();
  return grads;
}

describe("Adam", () => {
  it("moves by the learning rate at first, whatever the gradient's size", () => {
    const x = variable(tensor1d([0, 0, 0]));
    new Adam([x]).step(gradientOf(x), 0.1, 1e-3);
    const [first, second, third] = x.dataSync();
    expect(first).toBeCloseTo(0.1, 3);
    expect(second).toBeCloseTo(-0.1, 3);
    expect(third).toBeCloseTo(0.1, 3);
  });
});

describe("clipping", () => {
  it("takes the norm over all gradients together", async () => {
    const gradients: Record<string, Tensor> = { a: tensor1d([3, 0]), b: tensor1d([4]) };
    expect(await globalNorm(gradients)).toBeCloseTo(5, 6);
  });

  it("shrinks only what is too long", () => {
    expect(clipScale(3, 5)).toBe(1);
    expect(10 * clipScale(10, 5)).toBeCloseTo(5, 5);
  });

  it("stops a run that has diverged", () => {
    expect(() => clipScale(Number.NaN, 5)).toThrow(TrainingError);
    expect(() => clipScale(Number.POSITIVE_INFINITY, 5)).toThrow(/diverged/);
  });
});
