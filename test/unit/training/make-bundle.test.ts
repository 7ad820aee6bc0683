import "@tensorflow/tfjs-backend-wasm";
import { memory, ready, setBackend } from "@tensorflow/tfjs-core";
import { beforeAll, expect, it } from "vitest";
import chestXray from "../../../assets/presets/chest-xray.json" with { type: "json" };
import { mapNames, scoreNames } from "../../../src/scoring/maps.ts";
import { loadModel } from "../../../src/scoring/model.ts";
import { scoreInputs } from "../../../src/scoring/score-input.ts";
import { calibrateBundle, encodeBundle, fitBundleReference } from "../../../src/training/make-bundle.ts";
import { parsePreset } from "../../../src/training/preset.ts";
import { memoryBundleSource } from "../../../src/vae/memory-bundle-source.ts";
import { createNetwork } from "../../../src/vae/network.ts";
import { randomInput } from "../scoring/fixtures.ts";

beforeAll(async () => {
  await setBackend("wasm");
  await ready();
});

it("makes a bundle of the chest radiograph's preset: reference data first, then calibration by what they tell", async () => {
  const preset = parsePreset(chestXray);
  const { latentSize, channels } = preset.network;
  const network = createNetwork({ ...preset.input, latentSize, channels, seed: 1 });
  const before = memory().numTensors;
  const inputs = (from: number, count: number) =>
    Array.from({ length: count }, (_, index) => {
      const input = randomInput(64, 64, from + index);
      return { ...input, statistics: { ...input.statistics, smoothness: 3 + Math.sin(from + index) } };
    });

  const bare = await encodeBundle(preset, network);
  expect(bare.has("reference.json")).toBe(false);
  const reference = await fitBundleReference(bare, preset, inputs(0, 24));
  const files = await encodeBundle(preset, network, { reference });
  const calibration = await calibrateBundle(files, preset, { inputs: inputs(100, 20), patients: 20 });
  const finished = await encodeBundle(preset, network, { reference, calibration });
  expect(finished.get("reference.json")!.length).toBeLessThan(150_000);

  const model = await loadModel(memoryBundleSource(finished));
  expect(model.reference).toEqual(reference);
  expect(Object.keys(model.calibration.maps).sort()).toEqual([...mapNames].sort());
  expect(Object.keys(model.calibration.scores).sort()).toEqual([...scoreNames].sort());
  const [raw] = await scoreInputs(inputs(100, 1), model.bundle.vae, model.scoring, { reference });
  expect(model.calibration.scores.anomaly).toContain(raw!.scores.anomaly);
  model.dispose();
  expect(memory().numTensors).toBe(before);
  network.dispose();
});
