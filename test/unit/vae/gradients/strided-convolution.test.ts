import "@tensorflow/tfjs-backend-cpu";
import "@tensorflow/tfjs-backend-wasm";
// Registers the gradients in Node.
import "@tensorflow/tfjs-layers";
import {
  conv2d,
  conv2dTranspose,
  grads,
  ready,
  setBackend,
  type Tensor,
  type Tensor4D,
  tensor,
} from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";
import {
  stridedConvolution,
  stridedTransposedConvolution,
} from "../../../../src/vae/gradients/strided-convolution.ts";
import { Random } from "../../../../src/vae/random.ts";
import { relativeDifference } from "../relative-difference.ts";

interface Case {
  readonly name: string;
  readonly input: [number, number, number, number];
  readonly filter: [number, number, number, number];
  readonly output: [number, number, number, number];
  readonly ours: (x: Tensor4D, filter: Tensor4D) => Tensor4D;
  readonly theirs: (x: Tensor4D, filter: Tensor4D) => Tensor4D;
}

const cases: Case[] = [
  {
    name: "one channel to many",
    input: [3, 8, 12, 1],
    filter: [4, 4, 1, 5],
    output: [3, 4, 6, 5],
    ours: stridedConvolution,
    theirs: (x, filter) => conv2d(x, filter, 2, "same"),
  },
  {
    name: "a 2x2 image with many channels",
    input: [4, 2, 2, 6],
    filter: [4, 4, 6, 3],
    output: [4, 1, 1, 3],
    ours: stridedConvolution,
    theirs: (x, filter) => conv2d(x, filter, 2, "same"),
  },
  {
    name: "transposed, many channels to two",
    input: [3, 6, 4, 7],
    filter: [4, 4, 2, 7],
    output: [3, 12, 8, 2],
    ours: stridedTransposedConvolution,
    theirs: (x, filter) => conv2dTranspose(x, filter, [3, 12, 8, 2], 2, "same"),
  },
];

async function run(
  backend: string,
  item: Case,
  operation: Case["ours"],
): Promise<{ value: Float32Array; dx: Float32Array; dFilter: Float32Array }> {
  await setBackend(backend);
  await ready();
  const random = new Random(3);
  const size = (shape: readonly number[]) => shape.reduce((product, side) => product * side, 1);
  const [x, filter, dy] = [item.input, item.filter, item.output].map((shape) =>
    tensor(random.normals(size(shape)), shape),
  ) as [Tensor4D, Tensor4D, Tensor4D];
  const value = operation(x, filter);
  const [dx, dFilter] = grads(operation as (...args: Tensor[]) => Tensor)([x, filter], dy) as [
    Tensor,
    Tensor,
  ];
  return {
    value: value.dataSync<"float32">(),
    dx: dx.dataSync<"float32">(),
    dFilter: dFilter.dataSync<"float32">(),
  };
}

describe.each(["wasm", "cpu"])("strided convolutions on %s", (backend) => {
  it.each(cases)("agrees with TensorFlow.js on the CPU: $name", async (item) => {
    const expected = await run("cpu", item, item.theirs);
    const actual = await run(backend, item, item.ours);
    expect(relativeDifference(actual.value, expected.value)).toBeLessThan(1e-5);
    expect(relativeDifference(actual.dx, expected.dx)).toBeLessThan(1e-5);
    expect(relativeDifference(actual.dFilter, expected.dFilter)).toBeLessThan(1e-5);
  });
});
