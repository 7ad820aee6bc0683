import { memory } from "@tensorflow/tfjs-core";
import { afterEach, expect, test } from "vitest";
import { NotApplicableError } from "../../../src/errors/index.ts";
import { startBackend } from "../../../src/inference/backends/start-backend.ts";
import { wasmPaths } from "../../../src/inference/wasm-paths.ts";
import { loadModel } from "../../../src/scoring/model.ts";
import { scoreFrame } from "../../../src/scoring/score-frame.ts";
import { memoryBundleSource } from "../../../src/vae/memory-bundle-source.ts";
import type { TrainingUpdate } from "../../../src/viewer/training/protocol.ts";
import type { TrainingClient } from "../../../src/viewer/training/training-client.ts";
import { phantom } from "../../fixtures/phantom.ts";
import { parts, planOf, preparedWorker, prepareIn, tinyPreset } from "./support.ts";

let client: TrainingClient | undefined;

afterEach(async () => {
  await client?.call("discard", null);
  client?.close();
});

test("trains, calibrates and gives a bundle that loads and scores", async () => {
  const preset = tinyPreset(2);
  const updates: TrainingUpdate[] = [];
  client = await preparedWorker(preset, (update) => updates.push(update));
  const end = await client.call("train", { plan: planOf(preset), parts });
  expect(end.complete).toBe(true);
  expect(end.history.map(({ epoch }) => epoch)).toEqual([1, 2]);

  const of = <Type extends TrainingUpdate["type"]>(type: Type) =>
    updates.filter((update): update is Extract<TrainingUpdate, { type: Type }> => update.type === type);
  expect(of("backend")[0]?.choice).toMatchObject({ name: "wasm", reason: "asked" });
  // 24 images in batches of 12.
  expect(of("step").map(({ progress }) => progress.step)).toEqual([1, 2, 3, 4]);
  const previews = of("preview").map(({ preview }) => preview);
  expect(previews).toHaveLength(2);
  expect(previews[1]).toMatchObject({ height: 32, width: 32 });
  expect(previews[1]!.images).toHaveLength(4);
  // It learns: held-out images become more likely.
  expect(previews[1]!.elbo).toBeGreaterThan(previews[0]!.elbo!);
  expect(of("not-kept")).toEqual([]);

  const files = await client.call("finish", null);
  expect(of("calibrated").at(-1)?.images).toBe(20);
  const card = new TextDecoder().decode(files.get("CARD.md"));
  expect(card).toContain("Not for diagnostic use");
  expect(card).toContain("Not evaluated");
  expect(JSON.parse(new TextDecoder().decode(files.get("bundle.json"))).tested.abnormal).toBe(0);
  expect(card).toContain("Trained on 24 images of 24 patients: chosen by whoever made the model.");

  const backend = await startBackend("wasm", { wasmPaths: wasmPaths(), onLost: () => undefined });
  await backend.use();
  const before = memory().numTensors;
  const model = await loadModel(memoryBundleSource(files));
  expect(model.identity).toMatchObject({ id: "tiny-heads", version: preset.version });
  expect(model.calibration.population).toMatchObject({ images: 20, patients: 20 });
  const result = await scoreFrame(phantom({ seed: 99 }), model);
  expect(Number.isFinite(result.scores.anomaly?.value ?? Number.NaN)).toBe(true);
  model.dispose();
  expect(memory().numTensors).toBe(before);
});

test("is stopped at a whole epoch, and goes on after a reload", async () => {
  const preset = tinyPreset(3);
  let steps = 0;
  client = await preparedWorker(preset, (update, worker) => {
    if (update.type !== "step") return;
    steps += 1;
    // In the middle of the second epoch.
    if (steps === 3) worker.tell("stop");
  });
  const stopped = await client.call("train", { plan: planOf(preset), parts });
  expect(stopped.complete).toBe(false);
  const whole = stopped.history.length;
  expect(whole).toBeGreaterThanOrEqual(1);
  expect(whole).toBeLessThan(3);
  client.close();

  // Another worker, as of a page that was loaded again.
  client = await preparedWorker(preset, () => undefined);
  const kept = await client.call("kept", null);
  expect(kept?.preset.id).toBe("tiny-heads");
  expect(kept?.history).toEqual(stopped.history);
  const asItIs = await client.call("resume", { train: false });
  expect(asItIs.history).toHaveLength(whole);
  expect((await client.call("finish", null)).has("bundle.json")).toBe(true);
  const resumed = await client.call("resume", { train: true });
  expect(resumed.complete).toBe(true);
  expect(resumed.history.map(({ epoch }) => epoch)).toEqual([1, 2, 3]);

  await client.call("discard", null);
  expect(await client.call("kept", null)).toBeUndefined();
});

test("waits while it is paused", async () => {
  const preset = tinyPreset(2);
  const seen: number[] = [];
  const reached = (step: number) =>
    new Promise<void>((resolve) => {
      waiting = { step, resolve };
    });
  let waiting: { step: number; resolve: () => void } | undefined;
  client = await preparedWorker(preset, (update, worker) => {
    if (update.type !== "step") return;
    seen.push(update.progress.step);
    if (seen.length === 1) worker.tell("pause");
    if (update.progress.step >= (waiting?.step ?? Number.POSITIVE_INFINITY)) waiting?.resolve();
  });
  const ending = client.call("train", { plan: planOf(preset), parts });
  await reached(1);
  // Answered between steps: a step that was under way when the pause came is over by then.
  for (let turn = 0; turn < 20; turn += 1) await client.call("kept", null);
  const paused = seen.length;
  for (let turn = 0; turn < 20; turn += 1) await client.call("kept", null);
  expect(seen).toHaveLength(paused);
  expect(paused).toBeLessThan(4);
  client.tell("go");
  await ending;
  expect(seen).toEqual([1, 2, 3, 4]);
});

test("refuses an image that shows nothing, and keeps the others", async () => {
  const preset = tinyPreset(1);
  client = await preparedWorker(preset, () => undefined);
  const frame = phantom({ seed: 1 });
  const blank = { ...frame, pixels: new Float32Array(frame.pixels.length) };
  await expect(prepareIn(client, preset, blank)).rejects.toThrow(NotApplicableError);
  const { history } = await client.call("train", { plan: planOf(preset), parts });
  expect(history).toHaveLength(1);
});
