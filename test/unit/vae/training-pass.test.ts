import "@tensorflow/tfjs-backend-cpu";
import "@tensorflow/tfjs-backend-wasm";
import {
  add,
  memory,
  mul,
  ready,
  type Scalar,
  setBackend,
  sum,
  type Tensor,
  tensor,
  tidy,
  type Variable,
  variableGrads,
} from "@tensorflow/tfjs-core";
import { type LayersModel, layers, sequential } from "@tensorflow/tfjs-layers";
import { afterEach, describe, expect, it } from "vitest";
import { ModelFormatError } from "../../../src/errors/index.ts";
import { createNetwork } from "../../../src/vae/network.ts";
import { Random } from "../../../src/vae/random.ts";
import {
  type LayerMoments,
  trainableVariables,
  trainingPass,
  updateMovingAverages,
} from "../../../src/vae/training-pass.ts";
import { relativeDifference } from "./relative-difference.ts";

const options = { height: 16, width: 8, latentSize: 3, channels: [4, 6], seed: 5 };

afterEach(() => setBackend("cpu"));

/** Weighted sum of a model's outputs, and its gradients. */
function gradients(model: LayersModel, input: Tensor, run: (x: Tensor) => readonly Tensor[]) {
  const random = new Random(9);
  const weights = model.outputs.map((output) => {
    const shape = [input.shape[0] as number, ...(output.shape.slice(1) as number[])];
    return tensor(random.normals(shape.reduce((product, side) => product * side, 1)), shape);
  });
  const variables = trainableVariables(model);
  const { value, grads } = variableGrads(
    () =>
      run(input)
        .map((output, index) => sum<Scalar>(mul(output, weights[index] as Tensor)))
        .reduce((all, part) => add(all, part)),
    variables,
  );
  return {
    value: value.dataSync(),
    gradients: variables.map((variable) => (grads[variable.name] as Tensor).dataSync()),
  };
}

const parts: ["encoder" | "decoder", number[]][] = [
  ["encoder", [5, 16, 8, 1]],
  ["decoder", [5, 3]],
];

describe.each(parts)("trainingPass of the %s", (part, shape) => {
  const values = new Random(2).normals(shape.reduce((product, side) => product * side, 1));

  it("has the values and gradients of the layers themselves in training mode", async () => {
    await setBackend("cpu");
    const theirs = createNetwork(options)[part];
    const expected = gradients(theirs, tensor(values, shape), (x) => {
      const output = theirs.apply(x, { training: true }) as Tensor | Tensor[];
      return Array.isArray(output) ? output : [output];
    });
    await setBackend("wasm");
    await ready();
    const ours = createNetwork(options)[part];
    const actual = gradients(ours, tensor(values, shape), (x) => trainingPass(ours, x).outputs);

    expect(relativeDifference(actual.value, expected.value)).toBeLessThan(1e-5);
    expect(actual.gradients).toHaveLength(expected.gradients.length);
    // One scale for all: some gradients are zero but for rounding.
    const scale = Math.max(...expected.gradients.flatMap((gradient) => [...gradient].map(Math.abs)));
    for (const [index, gradient] of actual.gradients.entries()) {
      const reference = expected.gradients[index] as Float32Array;
      const worst = Math.max(...gradient.map((value, i) => Math.abs(value - (reference[i] as number))));
      expect(worst / scale).toBeLessThan(1e-5);
    }
  });
});

describe("updateMovingAverages", () => {
  it("moves a tenth of the way to the batch's moments and leaves no tensor behind", async () => {
    await setBackend("cpu");
    const { encoder } = createNetwork(options);
    const x = tensor(new Random(2).normals(640), [5, 16, 8, 1]);
    const before = memory().numTensors;
    const moments: LayerMoments[] = [];
    tidy(() => {
      moments.push(...trainingPass(encoder, x).moments);
    });
    const [first] = moments;
    const expected = {
      mean: [...(first?.mean.dataSync() ?? [])].map((value) => 0.1 * value),
      variance: [...(first?.variance.dataSync() ?? [])].map((value) => 0.9 + 0.1 * value),
    };
    updateMovingAverages(moments);
    const [mean, variance] = encoder
      .getLayer("encoder_1_normalization")
      .nonTrainableWeights.map((weight) => [...(weight.read() as Variable).dataSync()]);
    expect(relativeDifference(mean ?? [], expected.mean)).toBeLessThan(1e-6);
    expect(relativeDifference(variance ?? [], expected.variance)).toBeLessThan(1e-6);
    expect(memory().numTensors).toBe(before);
  });
});

it("refuses to train a layer it does not know", () => {
  const model = sequential({ layers: [layers.dropout({ rate: 0.5, inputShape: [4], name: "loss" })] });
  expect(() => trainingPass(model, tensor([1, 2, 3, 4], [1, 4]))).toThrow(ModelFormatError);
});
