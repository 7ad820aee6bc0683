import {
  add,
  leakyRelu,
  matMul,
  mul,
  reshape,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor4D,
  tidy,
  type Variable,
} from "@tensorflow/tfjs-core";
import type { LayersModel, layers } from "@tensorflow/tfjs-layers";
import { ModelFormatError } from "../errors/index.ts";
import { type BatchMoments, normalizeBatch } from "./gradients/batch-normalization.ts";
import { stridedConvolution, stridedTransposedConvolution } from "./gradients/strided-convolution.ts";

type Layer = layers.Layer;

/** The moments a batch-normalisation layer saw, for its moving averages. Kept; the caller disposes them. */
export interface LayerMoments extends BatchMoments {
  readonly layer: Layer;
}

export interface TrainingPass {
  /** One tensor an output of the model. */
  readonly outputs: readonly Tensor[];
  readonly moments: readonly LayerMoments[];
}

/** The trainable variables of a model, in the order of its layers. */
export function trainableVariables(model: LayersModel): Variable[] {
  return model.layers.flatMap((layer) => layer.trainableWeights.map((weight) => weight.read() as Variable));
}

/** All variables of a model, moving averages included, in the order of its layers. */
export function allVariables(model: LayersModel): Variable[] {
  return model.layers.flatMap((layer) => layer.weights.map((weight) => weight.read() as Variable));
}

/**
 * Runs a model on its layers' own variables in training mode, with operations whose gradients run on every backend;
 * the model itself stays one of plain layers.
 *
 * @throws ModelFormatError for a layer that a network of `createNetwork` does not have.
 */
export function trainingPass(model: LayersModel, input: Tensor): TrainingPass {
  const values = new Map<string, Tensor>();
  const moments: LayerMoments[] = [];
  for (const layer of model.layers) {
    const source = layer.inboundNodes[0]?.inboundLayers[0];
    const x = source === undefined ? input : values.get(source.name);
    if (x === undefined) throw unsupported(layer);
    values.set(layer.name, applyLayer(layer, x, moments));
  }
  const outputs = model.outputs.map((output) => values.get(output.sourceLayer.name) as Tensor);
  return { outputs, moments };
}

function applyLayer(layer: Layer, x: Tensor, moments: LayerMoments[]): Tensor {
  const [first, second] = layer.trainableWeights.map((weight) => weight.read());
  const config = layer.getConfig();
  switch (layer.getClassName()) {
    case "InputLayer":
      return x;
    case "Conv2D":
      return addBias(stridedConvolution(x as Tensor4D, first as Tensor4D), second);
    case "Conv2DTranspose":
      return addBias(stridedTransposedConvolution(x as Tensor4D, first as Tensor4D), second);
    case "BatchNormalization": {
      const batch = normalizeBatch(
        x as Tensor4D,
        first as Tensor1D,
        second as Tensor1D,
        config.epsilon as number,
      );
      moments.push({ layer, ...batch.moments });
      return batch.value;
    }
    case "LeakyReLU":
      return leakyRelu(x, config.alpha as number);
    case "Dense":
      return addBias(matMul(x as Tensor2D, first as Tensor2D), second);
    case "Flatten":
      return reshape(x, [x.shape[0] as number, -1]);
    case "Reshape":
      return reshape(x, [x.shape[0] as number, ...(config.targetShape as number[])]);
    default:
      throw unsupported(layer);
  }
}

function addBias(x: Tensor, bias: Tensor | undefined): Tensor {
  return bias === undefined ? x : add(x, bias);
}

function unsupported(layer: Layer): ModelFormatError {
  return new ModelFormatError(
    `The layer "${layer.name}" (${layer.getClassName()}) cannot be trained here; build the network with createNetwork.`,
    { details: { layer: layer.name } },
  );
}

/** Moves the moving averages of batch-normalisation layers towards these moments, and disposes the moments. */
export function updateMovingAverages(moments: readonly LayerMoments[]): void {
  for (const { layer, mean, variance } of moments) {
    const momentum = layer.getConfig().momentum as number;
    const [movingMean, movingVariance] = layer.nonTrainableWeights.map((weight) => weight.read() as Variable);
    for (const [moving, value] of [
      [movingMean, mean],
      [movingVariance, variance],
    ] as const) {
      tidy(() => moving?.assign(add(mul(moving, momentum), mul(value, 1 - momentum))));
      value.dispose();
    }
  }
}
