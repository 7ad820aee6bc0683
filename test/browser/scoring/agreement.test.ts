import "@tensorflow/tfjs-backend-cpu";
import "@tensorflow/tfjs-backend-wasm";
import "@tensorflow/tfjs-backend-webgl";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import plainUrl from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url";
import simdUrl from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url";
import threadedUrl from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url";
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { mapNames, scoreNames } from "../../../src/scoring/maps.ts";
import type { RawScores } from "../../../src/scoring/raw-scores.ts";
import { scoreInputs } from "../../../src/scoring/score-input.ts";
import { createNetwork } from "../../../src/vae/network.ts";
import { layersVae } from "../../../src/vae/vae.ts";
import { randomInput, scoringOf } from "../../unit/scoring/fixtures.ts";

const size = 64;
const inputs = [1, 2, 3].map((seed) => randomInput(size, size, seed));
/** As the brain-flair recipe scores, at half its size. */
const scoring = scoringOf(
  { sigmas: [0.7, 1.5, 2.5], flip: true, minimumDepth: 4 },
  { fraction: 0.01, minimumDepth: 7 },
);

beforeAll(() => {
  setWasmPaths({
    "tfjs-backend-wasm.wasm": plainUrl,
    "tfjs-backend-wasm-simd.wasm": simdUrl,
    "tfjs-backend-wasm-threaded-simd.wasm": threadedUrl,
  });
});

describe("backends", () => {
  it("agree within 1e-3 on every map, the reconstruction and the KL, and leave no tensor behind", async () => {
    const reference = await scoreOn("cpu");
    expect(Math.max(...reference[0]!.maps.anomaly)).toBeGreaterThan(0.1);
    for (const backend of ["webgl", "wasm"]) {
      const results = await scoreOn(backend);
      results.forEach((result, index) => {
        const expected = reference[index]!;
        for (const name of mapNames) {
          expect(
            largestDifference(result.maps[name], expected.maps[name]),
            `${backend} ${name}`,
          ).toBeLessThan(1e-3);
        }
        expect(largestDifference(result.reconstruction, expected.reconstruction), backend).toBeLessThan(1e-3);
        expect(largestDifference(result.klPerDimension, expected.klPerDimension), backend).toBeLessThan(1e-3);
        for (const name of scoreNames) {
          const difference = Math.abs(result.scores[name] - expected.scores[name]);
          expect(
            difference / Math.max(1, Math.abs(expected.scores[name])),
            `${backend} ${name}`,
          ).toBeLessThan(1e-3);
        }
      });
    }
  });
});

async function scoreOn(backend: string): Promise<RawScores[]> {
  expect(await tf.setBackend(backend)).toBe(true);
  const network = createNetwork({
    height: size,
    width: size,
    latentSize: 16,
    channels: [8, 16, 32, 32],
    seed: 7,
  });
  const vae = layersVae(network.encoder, network.decoder);
  await scoreInputs(inputs, vae, scoring);
  const before = tf.memory().numTensors;
  const results = await scoreInputs(inputs, vae, scoring, { batchSize: 2 });
  expect(tf.memory().numTensors).toBe(before);
  vae.dispose();
  return results;
}

function largestDifference(a: Float32Array, b: Float32Array): number {
  expect(a).toHaveLength(b.length);
  let largest = 0;
  a.forEach((value, index) => {
    // A NaN must not pass as small.
    const difference = Math.abs(value - b[index]!);
    largest = difference <= largest ? largest : difference;
  });
  return largest;
}
