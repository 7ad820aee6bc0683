import { env } from "@tensorflow/tfjs-core";
import { BackendUnavailableError } from "../../errors/index.ts";
import { startBackend } from "../../inference/backends/start-backend.ts";
import { type ChosenBackend, chooseBackend } from "../../inference/choose-backend.ts";
import type { BackendName } from "../../inference/engine.ts";
import type { WasmPaths } from "../../inference/protocol.ts";
import type { TrainingImages } from "../../training/batches.ts";
import type { Preset } from "../../training/preset.ts";
import { train } from "../../training/train.ts";

export interface TrainingBackendOptions {
  readonly preset: Preset;
  readonly wasmPaths: WasmPaths;
  /** Taken without measuring. */
  readonly backend?: BackendName | undefined;
  readonly onLost: () => void;
}

/** Renderers that run on the processor: WebAssembly is faster there, and compiling shaders to find out takes minutes. */
const software = /swiftshader|llvmpipe|software|basic render/i;
const trialBatch = 8;

/**
 * Starts WebGL and WASM and keeps the one on which a step of this very training is faster.
 *
 * @throws BackendUnavailableError when neither runs
 */
export async function chooseTrainingBackend(
  options: TrainingBackendOptions,
): Promise<ChosenBackend<{ dispose(): void }>> {
  const { preset, wasmPaths, backend: asked, onLost } = options;
  return chooseBackend({
    plan: asked ? { candidates: [asked], mode: "first" } : { candidates: ["wasm", "webgl"], mode: "measure" },
    async start(name) {
      const started = await startBackend(name, { wasmPaths, onLost });
      if (name !== "webgl" || asked) return started;
      const problem = software.test(started.device)
        ? "WebGL is drawn in software here."
        : env().getBool("WEBGL_RENDER_FLOAT32_ENABLED")
          ? undefined
          : "WebGL calculates with 16 bits here, too few to train with.";
      if (problem === undefined) return started;
      started.stop();
      throw new BackendUnavailableError(problem);
    },
    prepare: async () => ({ dispose: () => undefined }),
    measure: () => (asked ? Promise.resolve(0) : measureStep(preset)),
  });
}

/** ms an image of the second of two training steps: the first compiles shaders and uploads weights. */
async function measureStep(preset: Preset): Promise<number> {
  const { height, width } = preset.input;
  const { patience: _, ...optimization } = preset.optimization;
  const trial: Preset = { ...preset, optimization: { ...optimization, epochs: 1, batchSize: trialBatch } };
  const ends: number[] = [];
  const { network } = await train(
    { preset: trial, images: blankImages(2 * trialBatch, height, width) },
    { turn: () => Promise.resolve(), onProgress: () => ends.push(performance.now()) },
  );
  network.dispose();
  return (ends[1]! - ends[0]!) / trialBatch;
}

function blankImages(count: number, height: number, width: number): TrainingImages {
  const size = count * height * width;
  return { count, height, width, pixels: new Float32Array(size), masks: new Uint8Array(size).fill(1) };
}
