import "@tensorflow/tfjs-backend-cpu";
import "@tensorflow/tfjs-backend-wasm";
// Registers the gradients in Node.
import "@tensorflow/tfjs-layers";
import {
  add,
  grads,
  mean,
  mul,
  ready,
  rsqrt,
  setBackend,
  square,
  sub,
  type Tensor,
  type Tensor1D,
  type Tensor4D,
  tensor,
} from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";
import { normalizeBatch } from "../../../../src/vae/gradients/batch-normalization.ts";
import { Random } from "../../../../src/vae/random.ts";
import { relativeDifference } from "../relative-difference.ts";

const shape = [4, 3, 5, 6];
const epsilon = 1e-3;

function composed(x: Tensor, gamma: Tensor, beta: Tensor): Tensor {
  const average = mean(x, [0, 1, 2], true);
  const centred = sub(x, average);
  const variance = mean(square(centred), [0, 1, 2], true);
  return add(mul(mul(centred, rsqrt(add(variance, epsilon))), gamma), beta);
}

function inputs(): [Tensor, Tensor, Tensor, Tensor] {
  const random = new Random(11);
  return [
    tensor(
      random.normals(360).map((value) => 3 * value + 2),
      shape,
    ),
    tensor(random.normals(6)),
    tensor(random.normals(6)),
    tensor(random.normals(360), shape),
  ];
}

describe("normalizeBatch", () => {
  it("agrees with the composition of plain operations, on WASM against the CPU", async () => {
    await setBackend("cpu");
    const [x, gamma, beta, dy] = inputs();
    const expectedValue = composed(x, gamma, beta).dataSync();
    const expected = grads(composed)([x, gamma, beta], dy).map((gradient) => gradient.dataSync());

    await setBackend("wasm");
    await ready();
    const [x2, gamma2, beta2, dy2] = inputs();
    const operation = (...[input, scale, shift]: Tensor[]) =>
      normalizeBatch(input as Tensor4D, scale as Tensor1D, shift as Tensor1D, epsilon).value as Tensor;
    expect(relativeDifference(operation(x2, gamma2, beta2).dataSync(), expectedValue)).toBeLessThan(1e-5);
    const actual = grads(operation)([x2, gamma2, beta2], dy2);
    for (const [index, gradient] of actual.entries()) {
      expect(relativeDifference(gradient.dataSync(), expected[index] as Float32Array)).toBeLessThan(1e-5);
    }
  });

  it("gives the moments of the batch", async () => {
    await setBackend("cpu");
    const x = tensor([1, 3, 5, 7, 10, 20, 30, 40], [2, 2, 2, 1]) as Tensor4D;
    const { moments } = normalizeBatch(x, tensor([1]) as Tensor1D, tensor([0]) as Tensor1D, 0);
    expect(moments.mean.dataSync()[0]).toBeCloseTo(14.5, 5);
    expect(moments.variance.dataSync()[0]).toBeCloseTo(175.25, 3);
  });
});
