import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { ModelIntegrityError, ModelUnavailableError } from "../../../src/errors/index.ts";
import type { LoadModelOptions } from "../../../src/inference/engine.ts";
import { phantom } from "../../fixtures/phantom.ts";
import { type Laboratory, openLaboratory, tinyModel } from "./laboratory.ts";

let model: LoadModelOptions;
beforeAll(async () => {
  model = await tinyModel();
});

/** On WebGL, whose work the test can hold up. */
async function openLoaded(): Promise<Laboratory> {
  const laboratory = openLaboratory({ preferredBackend: "webgl" });
  await laboratory.engine.load(model);
  return laboratory;
}

describe("load", () => {
  let laboratory: Laboratory;
  afterEach(() => laboratory.close());

  it("describes the model", async () => {
    laboratory = openLaboratory({ preferredBackend: "wasm" });
    const loaded = await laboratory.engine.load(model);
    expect(loaded).toMatchObject({
      identity: { id: "tiny", version: "1.0.0", sha256: model.sha256 },
      height: 32,
      width: 32,
      latentSize: 4,
      population: { images: 40, patients: 40 },
      cardUrl: `${model.url}/CARD.md`,
    });
    expect(loaded.maps.anomaly!.unit).toBe("σ");
    expect((await fetch(loaded.cardUrl)).ok).toBe(true);
  });

  it("fetches a model once, however often it is asked for", async () => {
    laboratory = openLaboratory({ preferredBackend: "wasm" });
    const { engine, count } = laboratory;
    const both = await Promise.all([engine.load(model), engine.load(model)]);
    const fetched = count("fetch");
    expect(both[1]).toBe(both[0]);
    expect(await engine.load(model)).toBe(both[0]);
    expect(count("fetch")).toBe(fetched);
  });

  it("refuses a tampered weight file", async () => {
    laboratory = openLaboratory({}, { noWebgl: true, tamper: "decoder/weights.bin" });
    const refused = laboratory.engine.load(model);
    await expect(refused).rejects.toThrow(ModelIntegrityError);
    await expect(refused).rejects.toMatchObject({ details: { path: "decoder/weights.bin" } });
    await expect(laboratory.engine.score(phantom(), model.sha256)).rejects.toThrow(RangeError);
  });

  it("refuses a bundle other than the pinned one, and takes the right one afterwards", async () => {
    laboratory = openLaboratory({}, { noWebgl: true });
    const wrong = { ...model, sha256: "0".repeat(64) };
    await expect(laboratory.engine.load(wrong)).rejects.toThrow(ModelIntegrityError);
    await expect(laboratory.engine.load({ ...model, url: `${model.url}-missing` })).rejects.toThrow(
      ModelUnavailableError,
    );
    expect((await laboratory.engine.load(model)).name).toBe("Tiny");
  });

  it("stops with the signal's reason", async () => {
    laboratory = openLaboratory({ preferredBackend: "wasm" });
    const controller = new AbortController();
    const aborted = laboratory.engine.load({ ...model, signal: controller.signal });
    controller.abort(new Error("Another page."));
    await expect(aborted).rejects.toThrow("Another page.");
    expect((await laboratory.engine.load(model)).name).toBe("Tiny");
  });

  it("says why when the worker's script cannot be loaded, and does not try for ever", async () => {
    let created = 0;
    laboratory = openLaboratory({
      createWorker() {
        created += 1;
        return new Worker("/no-such-worker.js", { type: "module" });
      },
    });
    await expect(laboratory.engine.load(model)).rejects.toMatchObject({ code: "backend-unavailable" });
    expect(created).toBe(1);
  });
});

describe("score", () => {
  // One engine for all: every test has images of its own.
  let laboratory: Laboratory;
  beforeAll(async () => {
    laboratory = await openLoaded();
  });
  afterAll(() => laboratory.close());

  it("gives maps, scores and regions of a lesion, and leaves the frame's pixels alone", async () => {
    const { engine } = laboratory;
    const frame = phantom({ seed: 10, lesion: { column: 0.6, row: 0.4, radius: 0.08 } });
    const before = frame.pixels.slice();
    const result = await engine.score(frame, model.sha256);
    expect(frame.pixels).toEqual(before);
    expect(result.model).toEqual({ id: "tiny", version: "1.0.0", sha256: model.sha256 });
    expect(result.ms).toBeGreaterThan(0);
    const [first] = result.regions;
    expect(first!.peakPoint.column / frame.columns).toBeCloseTo(0.6, 1);
    expect(first!.peakPoint.row / frame.rows).toBeCloseTo(0.4, 1);
    expect(result.scores.anomaly!.pValue).toBeLessThan(0.05);
  });

  it("says that a model is not for an image", async () => {
    const { engine } = laboratory;
    const result = await engine.score(phantom({ tags: { modality: "CT" } }), model.sha256);
    expect(result.applicability.outcome).toBe("refused");
    expect(result.maps).toEqual({});
  });

  it("computes an image once: joined while it runs, kept afterwards", async () => {
    const { engine } = laboratory;
    const request = () => engine.score(phantom({ seed: 20 }), model.sha256);
    const both = await Promise.all([request(), request()]);
    expect(both[1]).toBe(both[0]);
    expect(await request()).toBe(both[0]);
    const edited = phantom({ seed: 21, SOPInstanceUID: phantom({ seed: 20 }).SOPInstanceUID });
    expect(await engine.score(edited, model.sha256)).not.toBe(both[0]);
  });

  it("keeps nothing of an image without a SOP Instance UID", async () => {
    const { engine } = laboratory;
    const nameless = phantom({ SOPInstanceUID: "" });
    const first = await engine.score(nameless, model.sha256);
    expect(await engine.score(nameless, model.sha256)).not.toBe(first);
  });

  it("goes to the newest visible image first", async () => {
    const { engine, tell } = laboratory;
    const order: string[] = [];
    const request = (name: string, seed: number, priority: "visible" | "background") =>
      engine.score(phantom({ seed }), model.sha256, { priority }).then(() => order.push(name));
    await tell("freeze");
    const all = [
      request("running", 30, "visible"),
      request("scan", 31, "background"),
      request("passed by", 32, "visible"),
      request("in view", 33, "visible"),
    ];
    await tell("thaw");
    await Promise.all(all);
    expect(order).toEqual(["running", "in view", "passed by", "scan"]);
  });

  it("stops with the signal's reason: before, while it waits, and while it runs", async () => {
    const { engine, tell } = laboratory;
    const aborted = AbortSignal.abort(new Error("Before."));
    await expect(engine.score(phantom(), model.sha256, { signal: aborted })).rejects.toThrow("Before.");
    await tell("freeze");
    const [running, waiting] = [new AbortController(), new AbortController()];
    const first = engine.score(phantom({ seed: 41 }), model.sha256, { signal: running.signal });
    const second = engine.score(phantom({ seed: 42 }), model.sha256, { signal: waiting.signal });
    waiting.abort(new Error("Waiting."));
    await expect(second).rejects.toThrow("Waiting.");
    running.abort(new Error("Running."));
    await expect(first).rejects.toThrow("Running.");
    const next = engine.score(phantom({ seed: 43 }), model.sha256);
    await tell("thaw");
    expect((await next).applicability.outcome).toBe("applies");
  });

  it("refuses a model that is not loaded", async () => {
    const { engine } = laboratory;
    await expect(engine.score(phantom(), "0".repeat(64))).rejects.toThrow(RangeError);
  });
});

describe("dispose", () => {
  let laboratory: Laboratory;
  afterEach(() => laboratory.close());

  it("rejects what runs, waits or comes later, and ends the worker", async () => {
    laboratory = await openLoaded();
    const { engine, tell, workers } = laboratory;
    await tell("freeze");
    const open = [0, 1].map((seed) => engine.score(phantom({ seed }), model.sha256));
    engine.dispose();
    for (const request of open) await expect(request).rejects.toMatchObject({ name: "AbortError" });
    await expect(engine.score(phantom(), model.sha256)).rejects.toMatchObject({ name: "AbortError" });
    await expect(engine.load(model)).rejects.toMatchObject({ name: "AbortError" });
    expect(workers).toEqual([{ terminated: true }]);
    engine.dispose();
  });

  it("ends a worker that is still loading", async () => {
    laboratory = openLaboratory();
    const loading = laboratory.engine.load(model);
    laboratory.engine.dispose();
    await expect(loading).rejects.toMatchObject({ name: "AbortError" });
    await expect(laboratory.engine.load(model)).rejects.toMatchObject({ name: "AbortError" });
    expect(laboratory.workers.every((worker) => worker.terminated)).toBe(true);
  });
});
