import "@tensorflow/tfjs-backend-cpu";
import "@tensorflow/tfjs-layers";
import {
  dispose,
  memory,
  mul,
  type Scalar,
  square,
  sub,
  sum,
  tensor1d,
  train,
  type Variable,
  variable,
  variableGrads,
} from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";
import { createOptimizer } from "../../../src/training/create-optimizer.ts";
import { optimizerNames } from "../../../src/training/optimizer.ts";

const target = tensor1d([1, -2, 3]);
const slope = tensor1d([1, 4, 0.25]);
const start = () => variable(tensor1d([0, 0, 0]));

function gradientOf(x: Variable) {
  const { value, grads } = variableGrads(() => sum<Scalar>(mul(slope, square(sub(x, target)))), [x]);
  value.dispose();
  return grads;
}

describe.each(optimizerNames)("%s", (name) => {
  const reference = {
    adam: () => train.adam(0.02),
    rmsprop: () => train.rmsprop(0.02, 0.9, 0, 1e-8),
    sgd: () => train.momentum(0.02, 0.9),
  } as const;

  it("moves as TensorFlow.js's own does", () => {
    const [ours, theirs] = [start(), start()];
    const optimizer = createOptimizer(name, [ours]);
    const other = reference[name]();
    for (let step = 0; step < 20; step += 1) {
      optimizer.step(gradientOf(ours), 0.02, 1);
      other.applyGradients(
        Object.entries(gradientOf(theirs)).map(([key, tensor]) => ({ name: key, tensor })),
      );
    }
    for (const [index, value] of ours.dataSync().entries()) {
      expect(value).toBeCloseTo(theirs.dataSync()[index] as number, 4);
    }
    expect(optimizer.steps).toBe(20);
  });

  it("goes on from its moments and steps as if it had never stopped", () => {
    const [whole, first] = [start(), start()];
    const uninterrupted = createOptimizer(name, [whole]);
    const stopped = createOptimizer(name, [first]);
    for (let step = 0; step < 6; step += 1) uninterrupted.step(gradientOf(whole), 0.02, 0.5);
    for (let step = 0; step < 3; step += 1) stopped.step(gradientOf(first), 0.02, 0.5);
    const second = variable(first);
    const resumed = createOptimizer(name, [second]);
    for (const [index, moment] of resumed.moments.entries()) {
      moment.assign((stopped.moments[index] as Variable).clone());
    }
    resumed.resume(stopped.steps);
    for (let step = 0; step < 3; step += 1) resumed.step(gradientOf(second), 0.02, 0.5);
    expect([...second.dataSync()]).toEqual([...whole.dataSync()]);
  });

  it("leaves nothing behind", () => {
    const x = start();
    const before = memory().numTensors;
    const optimizer = createOptimizer(name, [x]);
    const gradients = gradientOf(x);
    optimizer.step(gradients, 0.1, 1);
    dispose(gradients);
    optimizer.dispose();
    expect(memory().numTensors).toBe(before);
  });
});
