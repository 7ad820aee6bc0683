import "@tensorflow/tfjs-backend-wasm";
import { memory, ready, setBackend } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import brainFlair from "../../../assets/presets/brain-flair.json" with { type: "json" };
import { TrainingError } from "../../../src/errors/index.ts";
import type {
  CheckpointStore,
  Preset,
  TrainingImages,
  TrainingProgress,
} from "../../../src/training/index.ts";
import { train } from "../../../src/training/index.ts";
import { parsePreset } from "../../../src/training/preset.ts";
import { Random } from "../../../src/training/random.ts";
import type { Network } from "../../../src/vae/network.ts";
import { allVariables } from "../../../src/vae/training-pass.ts";

const side = 32;

function presetOf(epochs: number): Preset {
  const preset = parsePreset(brainFlair);
  return {
    ...preset,
    input: { height: side, width: side },
    network: { latentSize: 4, channels: [8, 16, 16] },
    optimization: { ...preset.optimization, epochs, batchSize: 8, learningRate: 3e-3, warmUpSteps: 5 },
  };
}

/** Ellipses of varied size and brightness with a darker core. */
function ellipses(count: number): TrainingImages {
  const random = new Random(17);
  const pixels = new Float32Array(count * side * side);
  const masks = new Uint8Array(pixels.length);
  for (let image = 0; image < count; image += 1) {
    const [width, height, brightness] = [
      10 + random.symmetric(3),
      12 + random.symmetric(2),
      0.5 + random.symmetric(0.2),
    ];
    for (let index = 0; index < side * side; index += 1) {
      const x = ((index % side) - 15.5) / width;
      const y = (Math.floor(index / side) - 15.5) / height;
      const radius = Math.hypot(x, y);
      if (radius > 1) continue;
      pixels[image * side * side + index] = radius < 0.4 ? brightness / 2 : brightness;
      masks[image * side * side + index] = 1;
    }
  }
  return { count, height: side, width: side, pixels, masks };
}

function memoryStore(): CheckpointStore & { bytes?: Uint8Array } {
  return {
    async write(bytes) {
      this.bytes = bytes;
    },
    async read() {
      return this.bytes;
    },
  };
}

function weights({ encoder, decoder }: Network): Float32Array[] {
  return [...allVariables(encoder), ...allVariables(decoder)].map((variable) =>
    variable.dataSync<"float32">(),
  );
}

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

  it("goes on from a checkpoint exactly as if it had never stopped", async () => {
    const preset = presetOf(3);
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
