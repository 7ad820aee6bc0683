import "@tensorflow/tfjs-backend-cpu";
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { scoreInputs } from "../../../src/scoring/score-input.ts";
import { constantVae, modelInput, scoringOf } from "./fixtures.ts";

beforeAll(async () => {
  await tf.setBackend("cpu");
});

/** So narrow that the Gaussian is 1 at its centre. */
const sharp = 0.05;
const nothing = constantVae({ height: 1, width: 4, mean: [0, 0, 0, 0], logVariance: [0, 0, 0, 0] });
const mapsOf = async (pixels: readonly number[], fields: Parameters<typeof scoringOf>[0]) => {
  const input = modelInput(1, 4, { pixels: Float32Array.from(pixels) });
  const [raw] = await scoreInputs([input], nothing, scoringOf({ sigmas: [sharp], ...fields }));
  return raw!.maps;
};

describe("bounds of the residual", () => {
  it("hold the anomaly map, not the signed one", async () => {
    const maps = await mapsOf([0.9, 0.2, -0.3, -0.8], {
      kind: "smoothedAbsoluteResidual",
      clip: { lower: -0.5, upper: 0.6 },
    });
    expectClose(maps.anomaly, [0.6, 0.2, 0.3, 0.5]);
    expectClose(maps.signed, [0.9, 0.2, -0.3, -0.8]);
  });

  it("apply before the Gaussian: one far pixel weighs as much as the bound", async () => {
    const wide = { sigmas: [1], clip: { lower: -1, upper: 0.1 } };
    const far = await mapsOf([0, 5, 0, 0], wide);
    const near = await mapsOf([0, 0.1, 0, 0], wide);
    expectClose(far.anomaly, [...near.anomaly]);
  });
});

describe("asymmetry", () => {
  it("takes a share of the other side off, never below nothing", async () => {
    const maps = await mapsOf([0.8, 0.4, 0, 0.4], { asymmetry: 0.5 });
    expectClose(maps.anomaly, [0.6, 0.4, 0, 0]);
  });

  it("leaves what one side alone has", async () => {
    const maps = await mapsOf([0.8, 0, 0, 0], { asymmetry: 1 });
    expectClose(maps.anomaly, [0.8, 0, 0, 0]);
  });
});

function expectClose(values: Float32Array, expected: readonly number[]): void {
  expect(values.length).toBe(expected.length);
  for (const [index, value] of expected.entries()) expect(values[index]).toBeCloseTo(value, 5);
}
