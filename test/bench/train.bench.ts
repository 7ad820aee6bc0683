import { dispose, tensor4d, tidy } from "@tensorflow/tfjs-core";
import brainFlair from "../../assets/presets/brain-flair.json" with { type: "json" };
import { startTensorflow } from "../../src/cli/tensorflow.ts";
import { createBatcher } from "../../src/training/batches.ts";
import { createOptimizer } from "../../src/training/create-optimizer.ts";
import { parsePreset } from "../../src/training/preset.ts";
import { Random } from "../../src/training/random.ts";
import { runStep } from "../../src/training/run-step.ts";
import { createNetwork, type NetworkOptions } from "../../src/vae/network.ts";
import { trainableVariables, trainingPass } from "../../src/vae/training-pass.ts";
import { layersVae } from "../../src/vae/vae.ts";
import { alternate } from "./support/alternate.ts";
import type { Bench } from "./support/bench.ts";

const batchSize = 32;
const networks = {
  "brain-flair": { height: 128, width: 128, latentSize: 64, channels: [16, 32, 64, 64, 64], seed: 1 },
  "chest-xray": { height: 64, width: 64, latentSize: 16, channels: [16, 32, 64, 64], seed: 1 },
} as const satisfies Record<string, NetworkOptions>;

export default {
  title: "One training step (augmentation, gradients, update) over a forward pass of the same batch",
  figures: {
    // Against the forward pass as a model that is in use runs it: its layers, on the same backend.
    "train.stepRatio": { unit: "ratio", atMost: 4 },
    "train.stepRatio.brain-flair": { unit: "ratio" },
    "train.stepRatio.chest-xray": { unit: "ratio" },
    // Against the forward half of the step itself, which training runs by other operations than the layers.
    "train.stepOverOwnForward.brain-flair": { unit: "ratio" },
    "train.stepOverOwnForward.chest-xray": { unit: "ratio" },
    "train.imagesPerSecond.brain-flair": { unit: "images/s" },
    "train.imagesPerSecond.chest-xray": { unit: "images/s" },
  },
  async run() {
    await startTensorflow();
    const brain = await compare(networks["brain-flair"], 3);
    const chest = await compare(networks["chest-xray"], 7);
    return {
      "train.stepRatio": Math.max(brain.layers.ratio, chest.layers.ratio),
      "train.stepRatio.brain-flair": brain.layers.ratio,
      "train.stepRatio.chest-xray": chest.layers.ratio,
      "train.stepOverOwnForward.brain-flair": brain.own.ratio,
      "train.stepOverOwnForward.chest-xray": chest.own.ratio,
      "train.imagesPerSecond.brain-flair": (1000 * batchSize) / brain.layers.subject,
      "train.imagesPerSecond.chest-xray": (1000 * batchSize) / chest.layers.subject,
    };
  },
} as const satisfies Bench;

async function compare(options: NetworkOptions, pairs: number) {
  const { height, width, latentSize } = options;
  const random = new Random(1);
  const network = createNetwork(options);
  const { encoder, decoder } = network;
  const vae = layersVae(encoder, decoder);
  const optimizer = createOptimizer("adam", [...trainableVariables(encoder), ...trainableVariables(decoder)]);
  const pixels = Float32Array.from({ length: batchSize * height * width }, () => random.next());
  const masks = new Uint8Array(pixels.length).fill(1);
  const images = { count: batchSize, height, width, pixels, masks };
  const makeBatch = createBatcher(images, parsePreset(brainFlair), batchSize);
  const x = tensor4d(pixels, [batchSize, height, width, 1]);

  const step = () =>
    runStep(network, optimizer, makeBatch(random.permutation(batchSize), random), {
      noise: random.normals(batchSize * latentSize),
      objective: {},
      klWeight: 1,
      learningRate: 1e-4,
      gradientNorm: 5,
    });
  const layers = () => tidy(() => vae.decode(vae.encode(x).mean).mean.dataSync());
  const own = () =>
    tidy(() => {
      const encoded = trainingPass(encoder, x);
      const decoded = trainingPass(decoder, encoded.outputs[0]!);
      dispose([...encoded.moments, ...decoded.moments].map(({ mean, variance }) => [mean, variance]));
      return decoded.outputs[0]!.dataSync();
    });

  const comparison = {
    layers: await alternate(step, layers, { pairs }),
    own: await alternate(step, own, { pairs }),
  };
  network.dispose();
  optimizer.dispose();
  x.dispose();
  return comparison;
}
