import "@tensorflow/tfjs-backend-cpu";
import "@tensorflow/tfjs-backend-wasm";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";
import { mapNames, type Scoring, scoreNames } from "../../../src/scoring/maps.ts";
import type { RawScores } from "../../../src/scoring/raw-scores.ts";
import { fitReference } from "../../../src/scoring/reference-fitter.ts";
import { scoreInputs } from "../../../src/scoring/score-input.ts";
import { createNetwork } from "../../../src/vae/network.ts";
import { layersVae, type Vae } from "../../../src/vae/vae.ts";
import { randomInput, scoringOf } from "./fixtures.ts";
import { largestDifference } from "./largest-difference.ts";

const size = 16;
const inputs = Array.from({ length: 6 }, (_, seed) => randomInput(size, size, seed));

const sum: Scoring["image"] = {
  kind: "sum",
  terms: [
    { score: "windowMean", top: 2, bottom: 14, left: 2, right: 14, log: true },
    { score: "textureDistance", grid: 4, floor: 0.001, log: true },
    { score: "residualDistance", top: 4, bottom: 12, left: 4, right: 12, cell: 4, floor: 0.03, log: true },
  ],
};
const scorings: readonly (readonly [string, Scoring])[] = [
  ["positive residual, flip", scoringOf({ sigmas: [0.7, 1.5], flip: true, minimumDepth: 2 })],
  ["sum with reference", { ...scoringOf({ kind: "smoothedAbsoluteResidual", sigmas: [1.5] }), image: sum }],
  ["samples", { ...scoringOf({ flip: true }), samples: 3 }],
  ["restoration", { ...scoringOf({ sigmas: [1] }), restoration: { steps: 2, threshold: 0.5 } }],
];

describe("WASM and CPU", () => {
  it.each(scorings)("agree on every map and score: %s", async (_, scoring) => {
    const expected = await on("cpu", scoring);
    const results = await on("wasm", scoring);
    results.forEach((result, index) => {
      const reference = expected[index]!;
      for (const name of mapNames) {
        const values = reference.maps[name]!;
        const scale = Math.max(1, ...values.map(Math.abs));
        expect(largestDifference(result.maps[name]!, values) / scale, name).toBeLessThan(1e-3);
        expect(Math.max(...values.map(Math.abs)), name).toBeGreaterThan(1e-6);
      }
      for (const name of scoreNames) {
        const value = reference.scores[name]!;
        expect(Math.abs(result.scores[name]! - value) / Math.max(1, Math.abs(value)), name).toBeLessThan(
          1e-3,
        );
      }
    });
  });
});

describe("the KL gradient on WASM", () => {
  it("is what a small change of a pixel does", async () => {
    await start("wasm");
    const vae = network();
    const [input] = inputs;
    const [raw] = await scoreInputs([input!], vae, scoringOf(), { maps: ["klGradient"] });
    const step = 1e-2;
    for (const pixel of [8 * size + 8, 5 * size + 10]) {
      const moved = (by: number) => {
        const pixels = input!.pixels.slice();
        pixels[pixel]! += by;
        return { ...input!, pixels };
      };
      const [up, down] = await scoreInputs([moved(step), moved(-step)], vae, scoringOf());
      const slope = Math.abs(up!.scores.kl - down!.scores.kl) / (2 * step);
      expect(raw!.maps.klGradient![pixel]).toBeCloseTo(slope, 4);
    }
    vae.dispose();
  });
});

async function on(backend: string, scoring: Scoring): Promise<RawScores[]> {
  await start(backend);
  const vae = network();
  const reference = await fitReference(inputs, vae, scoring);
  const options = { reference, maps: mapNames, batchSize: 4 };
  await scoreInputs(inputs, vae, scoring, options);
  const before = tf.memory().numTensors;
  const results = await scoreInputs(inputs, vae, scoring, options);
  expect(tf.memory().numTensors).toBe(before);
  vae.dispose();
  return results;
}

async function start(backend: string): Promise<void> {
  expect(await tf.setBackend(backend)).toBe(true);
  await tf.ready();
}

function network(): Vae {
  const { encoder, decoder } = createNetwork({
    height: size,
    width: size,
    latentSize: 4,
    channels: [4, 8],
    seed: 3,
  });
  return layersVae(encoder, decoder);
}
