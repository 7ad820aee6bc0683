import "@tensorflow/tfjs-backend-wasm";
import { memory, ready, setBackend } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { TrainingError } from "../../../src/errors/index.ts";
import type { TrainingProgress } from "../../../src/training/index.ts";
import { train } from "../../../src/training/index.ts";
import { reconstructionNames } from "../../../src/training/reconstruction.ts";
import { validate } from "../../../src/training/validation.ts";
import { ellipses, memoryStore, presetOf, weights } from "./tiny-run.ts";

describe("train on WASM", () => {
  const images = ellipses(36);

  beforeAll(async () => {
    await setBackend("wasm");
    await ready();
  });

  it("lowers the loss, keeps its memory, and disposes all but the network", async () => {
    const before = memory().numTensors;
    const tensors: number[] = [];
    const losses: number[] = [];
    const { network, history } = await train(
      { preset: presetOf(20), images },
      {
        onProgress: ({ loss }) => {
          losses.push(loss);
          tensors.push(memory().numTensors);
        },
      },
    );
    // 36 images make 4 whole batches of 8.
    expect(losses).toHaveLength(80);
    expect(history.map(({ epoch }) => epoch)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
    expect(history.at(-1)?.loss).toBeLessThan((history[0]?.loss as number) - 3);
    expect(history.at(-1)?.reconstruction).toBeLessThan(-0.5);
    expect(history.at(-1)?.kl).toBeGreaterThan(0.5);
    expect(new Set(tensors).size).toBe(1);
    network.dispose();
    expect(memory().numTensors).toBe(before);
  });

  it.each(reconstructionNames)("lowers its objective with %s", async (reconstruction) => {
    const preset = presetOf(6);
    const optimization = { ...preset.optimization, reconstruction, beta: 0.1, klCycles: 2, freeBits: 0.05 };
    const { network, history } = await train({ preset: { ...preset, optimization }, images });
    network.dispose();
    expect(history.at(-1)?.reconstruction).toBeLessThan(0.9 * (history[0]?.reconstruction as number));
  });

  it("gives the average of the weights when it is asked for", async () => {
    const preset = presetOf(2);
    const averaged = { ...preset, optimization: { ...preset.optimization, averageDecay: 0.99 } };
    const before = memory().numTensors;
    const plain = await train({ preset, images });
    const average = await train({ preset: averaged, images });
    expect(average.history).toEqual(plain.history);
    expect(weights(average.network)).not.toEqual(weights(plain.network));
    plain.network.dispose();
    average.network.dispose();
    expect(memory().numTensors).toBe(before);
  });

  it.each([{}, { optimizer: "rmsprop" }, { optimizer: "sgd", averageDecay: 0.9 }] as const)(
    "goes on from a checkpoint exactly as if it had never stopped, with %o",
    async (settings) => {
      const base = presetOf(3);
      const preset = { ...base, optimization: { ...base.optimization, ...settings } };
      const whole = await train({ preset, images });

      const checkpoints = memoryStore();
      const controller = new AbortController();
      const stopped = train(
        { preset, images, checkpoints },
        {
          signal: controller.signal,
          onProgress: ({ step }) => {
            // In the middle of the second epoch: that half is run again.
            if (step === 6) controller.abort(new Error("enough"));
          },
        },
      );
      await expect(stopped).rejects.toThrow("enough");
      const steps: TrainingProgress[] = [];
      const resumed = await train(
        { preset, images, checkpoints, resume: true },
        { onProgress: (progress) => steps.push(progress) },
      );
      expect(steps[0]).toMatchObject({ epoch: 2, step: 5 });
      expect(resumed.history).toEqual(whole.history);
      expect(weights(resumed.network)).toEqual(weights(whole.network));
      whole.network.dispose();
      resumed.network.dispose();
    },
  );

  describe("with images to validate on", () => {
    const validation = ellipses(10);
    const optimization = (epochs: number) => ({
      ...presetOf(epochs).optimization,
      // So large that the loss soon gets worse.
      learningRate: 0.05,
      averageDecay: 0.5,
      patience: 2,
    });
    const preset = { ...presetOf(30), optimization: optimization(30) };

    it("stops when they are not reconstructed better any more, with the best epoch's weights", async () => {
      const before = memory().numTensors;
      const { network, history, epoch } = await train({ preset, images, validation });
      const losses = history.map((record) => record.validation?.loss as number);
      expect(history.length).toBeLessThan(30);
      expect(epoch).toBe(history.length - 2);
      expect(Math.min(...losses)).toBe(losses[epoch - 1]);
      const again = await validate(network, validation, preset.optimization);
      expect(again).toEqual(history[epoch - 1]?.validation);
      network.dispose();
      expect(memory().numTensors).toBe(before);
    });

    it("goes on exactly from a checkpoint, and not at all once it had stopped", async () => {
      const whole = await train({ preset, images, validation });
      const checkpoints = memoryStore();
      const controller = new AbortController();
      const onProgress = ({ step }: TrainingProgress) => step === 9 && controller.abort(new Error("enough"));
      const stopped = train(
        { preset, images, validation, checkpoints },
        { signal: controller.signal, onProgress },
      );
      await expect(stopped).rejects.toThrow("enough");
      for (const most of [100, 0]) {
        let steps = 0;
        const resumed = await train(
          { preset, images, validation, checkpoints, resume: true },
          { onProgress: () => (steps += 1) },
        );
        expect(resumed.history).toEqual(whole.history);
        expect(weights(resumed.network)).toEqual(weights(whole.network));
        expect(steps).toBeLessThanOrEqual(most);
        resumed.network.dispose();
      }
      whole.network.dispose();
      const others = train({ preset, images, validation: ellipses(9), checkpoints, resume: true });
      await expect(others).rejects.toThrow(/other images/);
    });

    it("asks for them when it is to stop early", async () => {
      await expect(train({ preset, images })).rejects.toThrow(/no images to validate on/);
    });

    it("changes nothing when it only looks at them", async () => {
      const plain = await train({ preset: presetOf(2), images });
      const judged = await train({ preset: presetOf(2), images, validation });
      expect(weights(judged.network)).toEqual(weights(plain.network));
      expect(judged.history[1]).toMatchObject(plain.history[1] as object);
      plain.network.dispose();
      judged.network.dispose();
    });
  });

  it("stops with advice when the latent space collapses", async () => {
    const preset = presetOf(20);
    const optimization = { ...preset.optimization, beta: 1000, klWarmUp: 0 };
    const before = memory().numTensors;
    await expect(train({ preset: { ...preset, optimization }, images })).rejects.toThrow(
      /collapsed.*Lower beta/,
    );
    expect(memory().numTensors).toBe(before);
  });

  it("refuses a checkpoint of another run", async () => {
    const checkpoints = memoryStore();
    const { network } = await train({ preset: presetOf(1), images, checkpoints });
    network.dispose();
    const before = memory().numTensors;
    const other = train({ preset: presetOf(2), images, checkpoints, resume: true });
    await expect(other).rejects.toThrow(/other settings or other images/);
    expect(memory().numTensors).toBe(before);
  });

  it("starts afresh when there is nothing to resume", async () => {
    const { network, history } = await train({
      preset: presetOf(1),
      images,
      checkpoints: memoryStore(),
      resume: true,
    });
    expect(history).toHaveLength(1);
    network.dispose();
  });

  it("refuses images that do not fit the preset", async () => {
    const preset = presetOf(1);
    await expect(train({ preset, images: { ...images, width: 16 } })).rejects.toThrow(TrainingError);
    await expect(train({ preset, images: ellipses(5) })).rejects.toThrow(/fewer than one batch of 8/);
  });

  it("stops before it starts when aborted", async () => {
    const reason = new Error("not now");
    const run = train({ preset: presetOf(1), images }, { signal: AbortSignal.abort(reason) });
    await expect(run).rejects.toBe(reason);
  });
});
