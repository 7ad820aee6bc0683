import { dispose, tensor4d, tidy } from "@tensorflow/tfjs-core";
import brainFlair from "../../assets/presets/brain-flair.json" with { type: "json" };
import chestXray from "../../assets/presets/chest-xray.json" with { type: "json" };
import { startTensorflow } from "../../src/cli/tensorflow.ts";
import { createBatcher } from "../../src/training/batches.ts";
import { createOptimizer } from "../../src/training/create-optimizer.ts";
import { type Preset, parsePreset } from "../../src/training/preset.ts";
import { runStep } from "../../src/training/run-step.ts";
import { createNetwork } from "../../src/vae/network.ts";
import { Random } from "../../src/vae/random.ts";
import { trainableVariables, trainingPass } from "../../src/vae/training-pass.ts";
import { layersVae } from "../../src/vae/vae.ts";
import { alternate } from "./support/alternate.ts";
import type { Bench } from "./support/bench.ts";

export default {
  title: "One training step (augmentation, gradients, update) over a forward pass of the same batch",
  figures: {
    // Against the forward pass as a model that is in use runs it: its layers, on the same backend.
    "train.stepRatio": { unit: "ratio", atMost: 4, stable: true },
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
    const brain = await compare(parsePreset(brainFlair), 3);
    const chest = await compare(parsePreset(chestXray), 7);
    return {
      "train.stepRatio": Math.max(brain.stepRatio, chest.stepRatio),
      "train.stepRatio.brain-flair": brain.stepRatio,
      "train.stepRatio.chest-xray": chest.stepRatio,
      "train.stepOverOwnForward.brain-flair": brain.stepOverOwnForward,
      "train.stepOverOwnForward.chest-xray": chest.stepOverOwnForward,
      "train.imagesPerSecond.brain-flair": brain.imagesPerSecond,
      "train.imagesPerSecond.chest-xray": chest.imagesPerSecond,
    };
  },
} as const satisfies Bench;

async function compare(preset: Preset, pairs: number) {
  const { height, width } = preset.input;
  const { latentSize } = preset.network;
  const { batchSize, seed, gradientNorm } = preset.optimization;
  const random = new Random(seed);
  const network = createNetwork({ ...preset.input, ...preset.network, seed });
  const { encoder, decoder } = network;
  const vae = layersVae(encoder, decoder);
  const optimizer = createOptimizer("adam", [...trainableVariables(encoder), ...trainableVariables(decoder)]);
  const pixels = Float32Array.from({ length: batchSize * height * width }, () => random.next());
  const masks = new Uint8Array(pixels.length).fill(1);
  const images = { count: batchSize, height, width, pixels, masks };
  const makeBatch = createBatcher(images, preset, batchSize);
  const x = tensor4d(pixels, [batchSize, height, width, 1]);

  const step = () =>
    runStep(network, optimizer, makeBatch(random.permutation(batchSize), random), {
      noise: random.normals(batchSize * latentSize),
      objective: preset.optimization,
      klWeight: 1,
      learningRate: 1e-4,
      gradientNorm,
    });
  const layers = () => tidy(() => vae.decode(vae.encode(x).mean).mean.dataSync());
  const own = () =>
    tidy(() => {
      const encoded = trainingPass(encoder, x);
      const decoded = trainingPass(decoder, encoded.outputs[0]!);
      dispose([...encoded.moments, ...decoded.moments].map(({ mean, variance }) => [mean, variance]));
      return decoded.outputs[0]!.dataSync();
    });

  const overLayers = await alternate(step, layers, { pairs });
  const overOwn = await alternate(step, own, { pairs });
  network.dispose();
  optimizer.dispose();
  x.dispose();
  return {
    stepRatio: overLayers.ratio,
    stepOverOwnForward: overOwn.ratio,
    imagesPerSecond: (1000 * batchSize) / overLayers.subject,
  };
}
