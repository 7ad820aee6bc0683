import { type Tensor, tensor1d } from "@tensorflow/tfjs-core";
import {
  initializers,
  input,
  type LayersModel,
  layers,
  model,
  type SymbolicTensor,
} from "@tensorflow/tfjs-layers";

export interface NetworkOptions {
  /** Pixels; divisible by 2 to the power of the number of channels. */
  readonly height: number;
  readonly width: number;
  readonly latentSize: number;
  /** Channels after each halving of the image, as [16, 32, 64, 64, 64]. */
  readonly channels: readonly number[];
  /** Fixes the initial weights. */
  readonly seed: number;
}

/** A variational autoencoder as two models of standard layers, without skip connections. */
export interface Network {
  /** [batch, height, width, 1] -> mean and log-variance, [batch, latent] each. */
  readonly encoder: LayersModel;
  /** [batch, latent] -> [batch, height, width, 2]: mean and log-variance of each pixel. */
  readonly decoder: LayersModel;
  dispose(): void;
}

const slope = 0.2;
const epsilon = 1e-5;
const momentum = 0.9;
/** Start with an error bar of e^-2 = 0.14 of the intensity range: close to that of an untrained mean. */
const initialLogVariance = -4;

/** Uniform in ±1/sqrt(fan-in). */
function uniform(seed: number) {
  return initializers.varianceScaling({ scale: 1 / 3, mode: "fanIn", distribution: "uniform", seed });
}

/**
 * Builds the network: 4x4 convolutions of stride 2 with batch normalisation and leaky ReLU, a dense bottleneck, and the
 * mirrored transposed convolutions with two linear output channels.
 *
 * The predicted variance follows Mao et al., "Abnormality Detection in Chest X-Ray Images Using Uncertainty Prediction
 * Autoencoders" (MICCAI 2020).
 *
 * @throws RangeError when the size cannot be halved once a channel entry.
 */
export function createNetwork(options: NetworkOptions): Network {
  const { height, width, latentSize, channels } = options;
  const factor = 2 ** channels.length;
  if (channels.length === 0 || height % factor !== 0 || width % factor !== 0) {
    throw new RangeError(
      `An image of ${height}x${width} cannot be halved ${channels.length} times; choose sides divisible by ${factor}.`,
    );
  }
  let seed = options.seed * 100;
  const nextSeed = () => {
    seed += 1;
    return seed;
  };
  const rows = height / factor;
  const columns = width / factor;
  const deepest = channels.at(-1) as number;

  const image = input({ shape: [height, width, 1], name: "image" });
  let x: SymbolicTensor = image;
  for (const [index, filters] of channels.entries()) {
    x = layers
      .conv2d({
        name: `encoder_convolution_${index + 1}`,
        filters,
        kernelSize: 4,
        strides: 2,
        padding: "same",
        useBias: false,
        kernelInitializer: uniform(nextSeed()),
      })
      .apply(x) as SymbolicTensor;
    x = normalizeAndActivate(x, `encoder_${index + 1}`);
  }
  x = layers.flatten({ name: "encoder_flatten" }).apply(x) as SymbolicTensor;
  const latent = ["mean", "log_variance"].map(
    (name) =>
      layers
        .dense({ name, units: latentSize, kernelInitializer: uniform(nextSeed()) })
        .apply(x) as SymbolicTensor,
  );
  const encoder = model({ name: "encoder", inputs: image, outputs: latent });

  const code = input({ shape: [latentSize], name: "latent" });
  x = layers
    .dense({
      name: "decoder_dense",
      units: rows * columns * deepest,
      kernelInitializer: uniform(nextSeed()),
    })
    .apply(code) as SymbolicTensor;
  x = layers.leakyReLU({ name: "decoder_activation", alpha: slope }).apply(x) as SymbolicTensor;
  x = layers
    .reshape({ name: "decoder_reshape", targetShape: [rows, columns, deepest] })
    .apply(x) as SymbolicTensor;
  const mirrored = [...channels.slice(0, -1)].reverse();
  for (const [index, filters] of mirrored.entries()) {
    x = layers
      .conv2dTranspose({
        name: `decoder_convolution_${index + 1}`,
        filters,
        kernelSize: 4,
        strides: 2,
        padding: "same",
        useBias: false,
        kernelInitializer: uniform(nextSeed()),
      })
      .apply(x) as SymbolicTensor;
    x = normalizeAndActivate(x, `decoder_${index + 1}`);
  }
  const head = layers.conv2dTranspose({
    name: "decoder_output",
    filters: 2,
    kernelSize: 4,
    strides: 2,
    padding: "same",
    kernelInitializer: uniform(nextSeed()),
  });
  const decoder = model({ name: "decoder", inputs: code, outputs: head.apply(x) as SymbolicTensor });
  const [kernel] = head.getWeights() as [Tensor, Tensor];
  const bias = tensor1d([0, initialLogVariance]);
  head.setWeights([kernel, bias]);
  bias.dispose();

  return {
    encoder,
    decoder,
    dispose() {
      encoder.dispose();
      decoder.dispose();
    },
  };
}

function normalizeAndActivate(x: SymbolicTensor, name: string): SymbolicTensor {
  const normalized = layers.batchNormalization({ name: `${name}_normalization`, epsilon, momentum }).apply(x);
  return layers.leakyReLU({ name: `${name}_activation`, alpha: slope }).apply(normalized) as SymbolicTensor;
}
