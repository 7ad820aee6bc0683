import brainFlair from "../../../assets/presets/brain-flair.json" with { type: "json" };
import type { CheckpointStore, Preset, TrainingImages } from "../../../src/training/index.ts";
import { parsePreset } from "../../../src/training/preset.ts";
import type { Network } from "../../../src/vae/network.ts";
import { Random } from "../../../src/vae/random.ts";
import { allVariables } from "../../../src/vae/training-pass.ts";

const side = 32;

/** brain-flair, with a network that trains in a second. */
export function presetOf(epochs: number): Preset {
  const preset = parsePreset(brainFlair);
  return {
    ...preset,
    input: { height: side, width: side },
    network: { latentSize: 4, channels: [8, 16, 16] },
    optimization: { ...preset.optimization, epochs, batchSize: 8, learningRate: 3e-3, warmUpSteps: 5 },
  };
}

/** Ellipses of varied size and brightness with a darker core. */
export function ellipses(count: number): TrainingImages {
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

export function memoryStore(): CheckpointStore & { bytes?: Uint8Array } {
  return {
    async write(bytes) {
      this.bytes = bytes;
    },
    async read() {
      return this.bytes;
    },
  };
}

export function weights({ encoder, decoder }: Network): Float32Array[] {
  return [...allVariables(encoder), ...allVariables(decoder)].map((variable) =>
    variable.dataSync<"float32">(),
  );
}
