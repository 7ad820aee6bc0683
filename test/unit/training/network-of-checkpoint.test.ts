import "@tensorflow/tfjs-backend-wasm";
import { memory, ready, setBackend } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import { TrainingError } from "../../../src/errors/index.ts";
import { train } from "../../../src/training/index.ts";
import { networkOfCheckpoint } from "../../../src/training/network-of-checkpoint.ts";
import type { Preset } from "../../../src/training/preset.ts";
import { ellipses, memoryStore, presetOf, weights } from "./tiny-run.ts";

beforeAll(async () => {
  await setBackend("wasm");
  await ready();
});

const images = ellipses(16);
const plain = presetOf(2);
const changed = (optimization: Partial<Preset["optimization"]>): Preset => ({
  ...plain,
  optimization: { ...plain.optimization, ...optimization },
});

describe("networkOfCheckpoint", () => {
  test.each([
    ["the last weights", plain],
    ["their averages", changed({ averageDecay: 0.9 })],
    ["the best weights", changed({ patience: 1 })],
    ["the best averages", changed({ patience: 1, averageDecay: 0.9 })],
  ])("gives %s, as the run itself does at its end", async (_, preset) => {
    const checkpoints = memoryStore();
    const validation = preset.optimization.patience === undefined ? undefined : ellipses(8);
    const trained = await train({ preset, images, validation, checkpoints });
    const before = memory().numTensors;
    const found = networkOfCheckpoint(checkpoints.bytes!, preset);
    expect(weights(found.network)).toEqual(weights(trained.network));
    expect(found.history).toEqual(trained.history);
    expect(found.epoch).toBe(trained.epoch);
    found.network.dispose();
    expect(memory().numTensors).toBe(before);
    trained.network.dispose();
  });

  test("refuses a checkpoint of another network, and leaks nothing", async () => {
    const checkpoints = memoryStore();
    (await train({ preset: plain, images, checkpoints })).network.dispose();
    const before = memory().numTensors;
    const other = { ...plain, network: { ...plain.network, latentSize: 5 } };
    expect(() => networkOfCheckpoint(checkpoints.bytes!, other)).toThrow(TrainingError);
    expect(memory().numTensors).toBe(before);
  });
});
