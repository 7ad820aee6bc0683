import { describe, expect, it } from "vitest";
import { TrainingError } from "../../../src/errors/index.ts";
import { type Checkpoint, decodeCheckpoint, encodeCheckpoint } from "../../../src/training/checkpoint.ts";
import { Random } from "../../../src/vae/random.ts";

const checkpoint: Checkpoint = {
  fingerprint: "3-00ff00ff",
  epochs: 1,
  steps: 12,
  random: new Random(5).state,
  history: [{ epoch: 1, loss: 0.1, reconstruction: -0.3, kl: 12.5, gradientNorm: 1, learningRate: 1e-3 }],
  arrays: [new Float32Array([1.5, -0, 3e-39]), new Float32Array(0), new Float32Array([1 / 3])],
};

describe("checkpoints", () => {
  it("come back bit for bit", () => {
    expect(decodeCheckpoint(encodeCheckpoint(checkpoint))).toEqual(checkpoint);
  });

  it("come back from the middle of a larger buffer", () => {
    const bytes = encodeCheckpoint(checkpoint);
    const larger = new Uint8Array(bytes.length + 3);
    larger.set(bytes, 3);
    expect(decodeCheckpoint(larger.subarray(3))).toEqual(checkpoint);
  });

  it("are refused when damaged, at whatever length they end", () => {
    const bytes = encodeCheckpoint(checkpoint);
    for (let length = 0; length < bytes.length; length += 1) {
      expect(() => decodeCheckpoint(bytes.slice(0, length))).toThrow(TrainingError);
    }
    expect(() => decodeCheckpoint(new Uint8Array([...bytes, 0, 0, 0, 0]))).toThrow(TrainingError);
  });
});
