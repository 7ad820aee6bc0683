import "@tensorflow/tfjs-backend-cpu";
import { ones, type Tensor, type Tensor2D, type Tensor4D, tidy, zeros } from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";
import { createNetwork, type NetworkOptions } from "../../../src/vae/network.ts";
import { trainableVariables } from "../../../src/vae/training-pass.ts";

const small: NetworkOptions = { height: 16, width: 32, latentSize: 3, channels: [4, 6], seed: 1 };

describe("createNetwork", () => {
  // Trainable parameters: batch normalisation's moving averages are not counted.
  it.each([
    [{ height: 64, width: 64, latentSize: 16, channels: [16, 32, 64, 64] }, 264_546],
    [{ height: 64, width: 64, latentSize: 32, channels: [16, 32, 64, 64] }, 313_730],
    [{ height: 128, width: 128, latentSize: 64, channels: [16, 32, 64, 64, 64] }, 543_426],
  ])("has the published recipe's number of parameters: %o", (options, parameters) => {
    const network = createNetwork({ ...options, seed: 1 });
    const variables = [...trainableVariables(network.encoder), ...trainableVariables(network.decoder)];
    expect(variables.reduce((sum, variable) => sum + variable.size, 0)).toBe(parameters);
    network.dispose();
  });

  it("takes an image to two latent vectors, and one back to two channels", () => {
    const network = createNetwork(small);
    tidy(() => {
      const latent = network.encoder.predict(zeros([2, 16, 32, 1])) as Tensor2D[];
      expect(latent.map((tensor) => tensor.shape)).toEqual([
        [2, 3],
        [2, 3],
      ]);
      const output = network.decoder.predict(zeros([2, 3])) as Tensor4D;
      expect(output.shape).toEqual([2, 16, 32, 2]);
    });
    network.dispose();
  });

  it("starts from a log-variance of -4", () => {
    const network = createNetwork(small);
    expect([...(network.decoder.getLayer("decoder_output").getWeights()[1] as Tensor).dataSync()]).toEqual([
      0, -4,
    ]);
    network.dispose();
  });

  it("has the same initial weights for the same seed only", () => {
    const outputs = [1, 1, 2].map((seed) => {
      const network = createNetwork({ ...small, seed });
      const [mean] = network.encoder.predict(ones([1, 16, 32, 1])) as Tensor2D[];
      const values = [...(mean as Tensor2D).dataSync()];
      network.dispose();
      return values;
    });
    expect(outputs[1]).toEqual(outputs[0]);
    expect(outputs[2]).not.toEqual(outputs[0]);
  });

  it("refuses a size it cannot halve", () => {
    expect(() => createNetwork({ ...small, width: 18 })).toThrow(/divisible by 4/);
  });
});
