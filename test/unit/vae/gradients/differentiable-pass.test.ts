import "@tensorflow/tfjs-backend-wasm";
import * as tf from "@tensorflow/tfjs-core";
import {
  input,
  type LayersModel,
  layers,
  model,
  type SymbolicTensor,
  sequential,
} from "@tensorflow/tfjs-layers";
import { beforeAll, describe, expect, it } from "vitest";
import { differentiablePass } from "../../../../src/vae/gradients/differentiable-pass.ts";
import { createNetwork } from "../../../../src/vae/network.ts";

beforeAll(async () => {
  await tf.setBackend("wasm");
  await tf.ready();
});

/** Biases, activations within layers, a branch, a model within the model, two outputs. */
function branched(): LayersModel {
  const image = input({ shape: [8, 8, 1] });
  const biased = layers.conv2d({
    filters: 3,
    kernelSize: 3,
    padding: "same",
    activation: "relu",
    biasInitializer: "ones",
  });
  const bent = layers.conv2d({
    filters: 3,
    kernelSize: 3,
    padding: "same",

    activation: "tanh",
  });
  const a = biased.apply(image) as SymbolicTensor;
  const b = bent.apply(image) as SymbolicTensor;
  const inner = sequential({
    layers: [
      layers.conv2d({ inputShape: [8, 8, 3], filters: 2, kernelSize: 4, strides: 2 }),
      layers.batchNormalization(),
      layers.flatten(),
    ],
  });
  const flat = inner.apply(layers.add().apply([a, b])) as SymbolicTensor;
  const mean = layers.dense({ units: 2 }).apply(flat) as SymbolicTensor;
  const logVariance = layers
    .dense({ units: 2, activation: "sigmoid" })
    .apply(layers.dropout({ rate: 0.5 }).apply(flat));
  return model({ inputs: image, outputs: [mean, logVariance as SymbolicTensor] });
}

describe("differentiablePass", () => {
  it.each([
    [
      "a network of this project",
      () => createNetwork({ height: 8, width: 8, latentSize: 2, channels: [3, 4], seed: 1 }).encoder,
    ],
    ["another's", branched],
  ])("gives what predict gives, for %s, and leaves no tensor behind", (_, make) => {
    const network = make();
    const x = tf.randomNormal([3, 8, 8, 1], 0, 1, "float32", 4);
    const before = tf.memory().numTensors;
    const [passed, predicted] = tf.tidy(() => [
      differentiablePass(network, x).map((output) => output.arraySync()),
      (network.predict(x) as tf.Tensor[]).map((output) => output.arraySync()),
    ]);
    expect(tf.memory().numTensors).toBe(before);
    expect(passed).toHaveLength(2);
    expectClose(passed!.flat(2) as number[], predicted!.flat(2) as number[]);
    network.dispose();
  });

  it("has a gradient in the input on WASM", () => {
    const network = branched();
    const x = tf.randomNormal([1, 8, 8, 1], 0, 1, "float32", 4);
    const f = (value: tf.Tensor) => tf.sum(differentiablePass(network, value)[0]!);
    const step = 1e-2;
    const nudge = tf.tensor4d(
      Float32Array.from({ length: 64 }, (_, pixel) => (pixel === 27 ? step : 0)),
      [1, 8, 8, 1],
    );
    const change = tf.sub(f(tf.add(x, nudge)), f(tf.sub(x, nudge)));
    const slope = change.dataSync()[0]! / (2 * step);
    expect(tf.grad(f)(x).dataSync()[27]).toBeCloseTo(slope, 2);
    network.dispose();
  });
});

function expectClose(actual: readonly number[], expected: readonly number[]): void {
  expect(actual).toHaveLength(expected.length);
  actual.forEach((value, index) => {
    expect(value).toBeCloseTo(expected[index]!, 5);
  });
}
