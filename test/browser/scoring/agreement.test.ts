import "@tensorflow/tfjs-backend-cpu";
import "@tensorflow/tfjs-backend-wasm";
import "@tensorflow/tfjs-backend-webgl";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import plainUrl from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url";
import simdUrl from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url";
import threadedUrl from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url";
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { mapNames, type Scoring, scoreNames } from "../../../src/scoring/maps.ts";
import type { RawScores } from "../../../src/scoring/raw-scores.ts";
import type { Reference } from "../../../src/scoring/reference.ts";
import { fitReference } from "../../../src/scoring/reference-fitter.ts";
import { scoreInputs } from "../../../src/scoring/score-input.ts";
import { createNetwork } from "../../../src/vae/network.ts";
import { layersVae, type Vae } from "../../../src/vae/vae.ts";
import { randomInput, scoringOf } from "../../unit/scoring/fixtures.ts";
import { largestDifference } from "../../unit/scoring/largest-difference.ts";

const size = 64;
const inputs = [1, 2, 3].map((seed) => randomInput(size, size, seed));
const lungs = { top: 8, bottom: 56, left: 8, right: 56 } as const;
const scorings: readonly (readonly [string, Scoring])[] = [
  [
    "the brain's recipe at half its size",
    scoringOf({ sigmas: [0.7, 1.5, 2.5], flip: true, minimumDepth: 4 }, { fraction: 0.01, minimumDepth: 7 }),
  ],
  [
    "the chest's recipe, restored from samples",
    {
      ...scoringOf({ kind: "smoothedAbsoluteResidual", sigmas: [2], minimumDepth: 4 }),
      image: {
        kind: "sum",
        terms: [
          { score: "windowMean", top: 7, bottom: 55, left: 6, right: 56, log: true },
          { score: "textureDistance", grid: 8, floor: 0.000125, log: true },
          { score: "residualDistance", ...lungs, cell: 24, floor: 0.03, log: true },
        ],
      },
      samples: 2,
      restoration: { steps: 1, threshold: 0.5 },
    },
  ],
];

beforeAll(() => {
  setWasmPaths({
    "tfjs-backend-wasm.wasm": plainUrl,
    "tfjs-backend-wasm-simd.wasm": simdUrl,
    "tfjs-backend-wasm-threaded-simd.wasm": threadedUrl,
  });
});

describe("backends", () => {
  it.each(scorings)(
    "agree within 1e-3 on every map, score, reconstruction and KL, and leave no tensor behind: %s",
    async (_, scoring) => {
      const reference = await fitOn("wasm", scoring);
      const expected = await scoreOn("cpu", scoring, reference);
      expect(Math.max(...expected[0]!.maps.anomaly)).toBeGreaterThan(0.1);
      for (const backend of ["webgl", "wasm"]) {
        const results = await scoreOn(backend, scoring, reference);
        results.forEach((result, index) => {
          const { maps, reconstruction, klPerDimension, scores } = expected[index]!;
          for (const name of mapNames) {
            const difference = largestDifference(result.maps[name]!, maps[name]!);
            expect(difference, `${backend} ${name}`).toBeLessThan(1e-3);
          }
          expect(largestDifference(result.reconstruction, reconstruction), backend).toBeLessThan(1e-3);
          expect(largestDifference(result.klPerDimension, klPerDimension), backend).toBeLessThan(1e-3);
          for (const name of scoreNames) {
            const difference = Math.abs(result.scores[name]! - scores[name]!);
            expect(difference / Math.max(1, Math.abs(scores[name]!)), `${backend} ${name}`).toBeLessThan(
              1e-3,
            );
          }
        });
      }
    },
    // Every map on three backends: a busy machine takes its time.
    180_000,
  );
});

async function fitOn(backend: string, scoring: Scoring): Promise<Reference> {
  const vae = await start(backend);
  const more = Array.from({ length: 5 }, (_, seed) => randomInput(size, size, seed + 10));
  const reference = await fitReference(more, vae, scoring);
  vae.dispose();
  return reference;
}

async function scoreOn(backend: string, scoring: Scoring, reference: Reference): Promise<RawScores[]> {
  const vae = await start(backend);
  const options = { reference, maps: mapNames };
  await scoreInputs(inputs.slice(0, 1), vae, scoring, options);
  const before = tf.memory().numTensors;
  const results = await scoreInputs(inputs, vae, scoring, { ...options, batchSize: 2 });
  expect(tf.memory().numTensors).toBe(before);
  vae.dispose();
  return results;
}

async function start(backend: string): Promise<Vae> {
  expect(await tf.setBackend(backend)).toBe(true);
  const { encoder, decoder } = createNetwork({
    height: size,
    width: size,
    latentSize: 16,
    channels: [8, 16, 32, 32],
    seed: 7,
  });
  return layersVae(encoder, decoder);
}
