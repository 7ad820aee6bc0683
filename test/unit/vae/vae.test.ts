import "@tensorflow/tfjs-backend-cpu";
import { memory, ones, type Tensor, type Tensor4D, tensor, tidy, zeros } from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";
import { createNetwork } from "../../../src/vae/network.ts";
import { layersVae, toPixelDistribution } from "../../../src/vae/vae.ts";

describe("toPixelDistribution", () => {
  it("takes the channels apart and keeps the log-variance within -7 and 1", () => {
    const output = tensor([0.1, -9, 0.2, -3, 0.3, 4, 0.4, 0.5], [1, 2, 2, 2]) as Tensor4D;
    const { mean, logVariance } = toPixelDistribution(output);
    expect(mean.shape).toEqual([1, 2, 2, 1]);
    expect([...mean.dataSync()]).toEqual([...new Float32Array([0.1, 0.2, 0.3, 0.4])]);
    expect([...logVariance.dataSync()]).toEqual([-7, -3, 1, 0.5]);
  });

  it("takes a single channel as a mean with unit variance", () => {
    const { mean, logVariance } = toPixelDistribution(tensor([0.1, 0.2], [1, 1, 2, 1]) as Tensor4D);
    expect([...mean.dataSync()]).toEqual([...new Float32Array([0.1, 0.2])]);
    expect([...logVariance.dataSync()]).toEqual([0, 0]);
  });
});

describe("layersVae", () => {
  const options = { height: 16, width: 8, latentSize: 3, channels: [4, 6], seed: 5 };

  it("knows its sizes, encodes and decodes, and leaves nothing behind", () => {
    const before = memory().numTensors;
    const network = createNetwork(options);
    const vae = layersVae(network.encoder, network.decoder);
    expect([vae.height, vae.width, vae.latentSize]).toEqual([16, 8, 3]);
    const loaded = memory().numTensors;
    const x = ones([2, 16, 8, 1]) as Tensor4D;
    const posterior = vae.encode(x);
    const pixels = vae.decode(posterior.mean);
    expect(posterior.logVariance.shape).toEqual([2, 3]);
    expect(pixels.mean.shape).toEqual([2, 16, 8, 1]);
    expect(memory().numTensors).toBe(loaded + 5);
    for (const tensor of [x, posterior.mean, posterior.logVariance, pixels.mean, pixels.logVariance]) {
      tensor.dispose();
    }
    vae.dispose();
    expect(memory().numTensors).toBe(before);
  });

  it("keeps the latent log-variance within -10 and 5", () => {
    const network = createNetwork(options);
    const layer = network.encoder.getLayer("log_variance");
    tidy(() => layer.setWeights([zeros([...(layer.getWeights()[0] as Tensor).shape]), tensor([-50, 0, 50])]));
    const vae = layersVae(network.encoder, network.decoder);
    const { logVariance } = vae.encode(ones([1, 16, 8, 1]) as Tensor4D);
    expect([...logVariance.dataSync()]).toEqual([-10, 0, 5]);
  });
});
