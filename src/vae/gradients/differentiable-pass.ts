import { add, conv2d, type Tensor, type Tensor4D } from "@tensorflow/tfjs-core";
import { type LayersModel, layers } from "@tensorflow/tfjs-layers";

type Layer = layers.Layer;

/**
 * Runs a model as `predict` does, but so that the gradient in its input can be taken on every backend. TensorFlow.js
 * fuses a convolution with its bias, and the gradient of the fused operation always computes that of the filter as
 * well, for which the WASM backend has no kernel; apart from each other, only what is asked for is computed.
 *
 * @returns one tensor an output of the model
 */
export function differentiablePass(model: LayersModel, input: Tensor): Tensor[] {
  const outputs = new Map<Layer, Tensor[]>();
  for (const layer of model.layers) {
    // A model within the model also has a node of its own, and a Sequential does not list its input layer.
    const node = layer.inboundNodes.find(
      ({ inboundLayers }) => inboundLayers.length > 0 && inboundLayers.every((source) => outputs.has(source)),
    );
    const sources = node?.inboundLayers.map(
      (source, index) => outputs.get(source)![node.tensorIndices[index]!]!,
    );
    outputs.set(layer, applyLayer(layer, sources ?? [input]));
  }
  return model.outputs.map((output) => outputs.get(output.sourceLayer)![output.outputTensorIndex ?? 0]!);
}

function applyLayer(layer: Layer, inputs: Tensor[]): Tensor[] {
  const name = layer.getClassName();
  if (name === "InputLayer") return inputs;
  if (name === "Conv2D") return [convolve(layer, inputs[0] as Tensor4D)];
  if ("layers" in layer) return differentiablePass(layer as unknown as LayersModel, inputs[0]!);
  return [
    layer.apply(inputs.length === 1 ? inputs[0]! : inputs, { training: false }) as Tensor | Tensor[],
  ].flat();
}

interface ConvolutionConfig {
  readonly strides: [number, number];
  readonly padding: "same" | "valid";
  readonly dilationRate: [number, number];
  readonly dataFormat?: "channelsFirst" | "channelsLast";
  readonly activation?: string;
}

function convolve(layer: Layer, x: Tensor4D): Tensor {
  const { strides, padding, dilationRate, dataFormat, activation } =
    layer.getConfig() as unknown as ConvolutionConfig;
  if (dataFormat === "channelsFirst") return layer.apply(x) as Tensor;
  const [kernel, bias] = layer.weights.map((weight) => weight.read());
  const convolved = conv2d(x, kernel as Tensor4D, strides, padding, "NHWC", dilationRate);
  const shifted = bias ? add(convolved, bias) : convolved;
  if (activation === undefined || activation === "linear") return shifted;
  return layers.activation({ activation: activation as "relu" }).apply(shifted) as Tensor;
}
