import { describe, expect, it } from "vitest";
import { ContextLostError, DicomError, NotApplicableError } from "../../../src/errors/index.ts";
import type { Frame } from "../../../src/imaging/frame.ts";
import { type KnownResult, knownEngine } from "./support/known-engine.ts";
import { colourAt } from "./support/measure.ts";
import {
  attach,
  blended,
  expectColour,
  flat,
  grey,
  middle,
  middleColour,
  nextRun,
  plugin,
  spotted,
  stage,
  startPlugin,
  useStage,
} from "./support/overlay-bench.ts";
import { addSlices, slice } from "./support/slices.ts";
import { openStage } from "./support/stage.ts";
import { deferred, reaches, settled } from "./support/wait.ts";

useStage();

describe("which image it shows", () => {
  it("is hidden where there is no result yet, and appears when it comes", async () => {
    const late = deferred<KnownResult>();
    const overlay = await attach(
      knownEngine(({ tags }) => (tags.seriesDescription === "1" ? late.promise : flat(1.2))),
      "0",
      "1",
    );
    await reaches(overlay, "ready");
    await stage.viewport.setImageIdIndex(1);
    expect(overlay.result).toBeUndefined();
    expect(await middleColour()).toEqual([grey, grey, grey]);
    late.resolve(flat(1.5));
    await reaches(overlay, "ready");
    expectColour(await middleColour(), blended(1.5, "inferno", 0.6));
  });

  it("never shows a result that comes late or out of order", async () => {
    const answers = ["0", "1", "2"].map(() => deferred<KnownResult>());
    const engine = knownEngine(({ tags }: Frame) => answers[Number(tags.seriesDescription)]!.promise);
    const overlay = await attach(engine, "0", "1", "2");
    const scored: string[] = [];
    overlay.addEventListener("residua-score", ({ detail }) => scored.push(detail.imageId));
    await stage.viewport.setImageIdIndex(1);
    await stage.viewport.setImageIdIndex(2);
    expect(engine.signals.map((signal) => signal?.aborted)).toEqual([true, true, false]);
    answers[1]!.resolve(flat(1.9));
    await settled();
    expect(await middleColour()).toEqual([grey, grey, grey]);
    answers[2]!.resolve(flat(1));
    await reaches(overlay, "ready");
    answers[0]!.resolve(flat(1.5));
    await settled();
    expectColour(await middleColour(), blended(1, "inferno", 0.6));
    expect(scored).toEqual([stage.viewport.getCurrentImageId()]);
    expect(overlay.imageId).toBe(stage.viewport.getCurrentImageId());
  });

  it("drops a result for a stack that has been replaced while it was computed", async () => {
    const late = deferred<KnownResult>();
    const overlay = await attach(
      knownEngine(({ tags }) => (tags.seriesDescription === "old" ? late.promise : flat(0))),
      "old",
    );
    await reaches(overlay, "scoring");
    await stage.viewport.setStack(
      addSlices(slice(`new ${nextRun()}`, { description: "new", rows: 48, columns: 40 })),
    );
    late.resolve(flat(1.9));
    await reaches(overlay, "ready");
    await settled();
    expect(await middleColour()).toEqual([grey, grey, grey]);
  });

  it("takes the heatmap away while the next image is still loading", async () => {
    const overlay = await attach(knownEngine(() => flat(1.2)));
    await reaches(overlay, "ready");
    expect(await middleColour()).not.toEqual([grey, grey, grey]);
    const load = deferred<void>();
    const slow = addSlices(slice(`slow ${nextRun()}`, { ready: load.promise }));
    const loading = stage.viewport.setStack(slow);
    expect(await middleColour()).toEqual([grey, grey, grey]);
    load.resolve();
    await loading;
    await reaches(overlay, "ready");
    expect(overlay.imageId).toBe(slow[0]);
    expectColour(await middleColour(), blended(1.2, "inferno", 0.6));
  });

  it("keeps two viewports apart", async () => {
    const engine = knownEngine(({ tags }) => flat(Number(tags.seriesDescription)));
    const overlay = await attach(engine, "0.8");
    const other = await openStage();
    await other.viewport.setStack(addSlices(slice(`other ${nextRun()}`, { description: "1.8" })));
    const second = await plugin!.attach(other.viewport);
    second.enabled = true;
    await Promise.all([reaches(overlay, "ready"), reaches(second, "ready")]);
    expectColour(await middleColour(), blended(0.8, "inferno", 0.6));
    expectColour(colourAt(await other.pixels(), middle, middle), blended(1.8, "inferno", 0.6));
    other.close();
    expectColour(await middleColour(), blended(0.8, "inferno", 0.6));
  });
});

describe("what it tells", () => {
  it("goes through its states and gives scores, regions and the model with the result", async () => {
    const answer = deferred<KnownResult>();
    const overlay = await attach(knownEngine(() => answer.promise));
    const told: unknown[] = [];
    overlay.addEventListener("residua-state", ({ detail }) => told.push(detail.state));
    overlay.addEventListener("residua-score", ({ detail }) => told.push(detail));
    answer.resolve(spotted({ column: 20, row: 30 }));
    await reaches(overlay, "ready");
    await settled();
    expect(told.filter((item) => typeof item === "string").at(-1)).toBe("ready");
    expect(told.at(-1)).toMatchObject({
      imageId: stage.viewport.getCurrentImageId(),
      scores: { anomaly: { value: 1.5, pValue: 0.05 } },
      regions: [{ id: 1, peakPoint: { column: 20, row: 30 } }],
      model: { id: "known", version: "1.0.0" },
      backend: "cpu",
      ms: 1,
    });
    expect(overlay.model?.name).toBe("Known");
  });

  it.each([
    [
      "the engine fails",
      new ContextLostError("The graphics processor was lost. Try again."),
      ContextLostError,
    ],
    ["something unknown is thrown", "out of paper", Error],
  ])("hides and says so when %s, and goes on with the next image", async (_, thrown, type) => {
    const overlay = await attach(
      knownEngine(({ tags }) => {
        if (tags.seriesDescription === "bad") throw thrown;
        return flat(1.2);
      }),
      "good",
      "bad",
    );
    await reaches(overlay, "ready");
    const errors: unknown[] = [];
    overlay.addEventListener("residua-error", ({ detail }) => errors.push(detail.error));
    await stage.viewport.setImageIdIndex(1);
    await reaches(overlay, "error");
    expect(errors).toEqual([overlay.error]);
    expect(overlay.error).toBeInstanceOf(type);
    expect(await middleColour()).toEqual([grey, grey, grey]);
    await stage.viewport.setImageIdIndex(0);
    await reaches(overlay, "ready");
    expect(overlay.error).toBeUndefined();
    expectColour(await middleColour(), blended(1.2, "inferno", 0.6));
  });

  it("scores again on retry", async () => {
    let away = true;
    const overlay = await attach(
      knownEngine(() => {
        if (away) throw new ContextLostError("The graphics processor was lost. Try again.");
        return flat(1.2);
      }),
    );
    await reaches(overlay, "error");
    away = false;
    overlay.retry();
    await reaches(overlay, "ready");
    expectColour(await middleColour(), blended(1.2, "inferno", 0.6));
  });

  it("says why an image is refused, whoever refuses it, and shows nothing", async () => {
    const reason = { code: "modality", message: "This is a CT.", details: { modality: "CT" } };
    const overlay = await attach(
      knownEngine(({ tags }) => {
        if (tags.seriesDescription === "1") throw new NotApplicableError("There is no foreground.");
        return { ...flat(1.2), applicability: { outcome: "refused", reasons: [reason] } };
      }),
      "0",
      "1",
    );
    await reaches(overlay, "refused");
    expect(overlay.reasons).toEqual([reason]);
    expect(await middleColour()).toEqual([grey, grey, grey]);
    await stage.viewport.setImageIdIndex(1);
    await reaches(overlay, "refused");
    expect(overlay.reasons).toMatchObject([{ code: "not-applicable", message: "There is no foreground." }]);
  });

  it("hands the reasons of a caution on with the result", async () => {
    const reasons = [{ code: "contrast", message: "Trained on FLAIR.", details: {} }];
    const overlay = await attach(
      knownEngine(() => ({ ...flat(1.2), applicability: { outcome: "caution", reasons } })),
    );
    await reaches(overlay, "ready");
    expect(overlay.reasons).toEqual(reasons);
    expect(await middleColour()).not.toEqual([grey, grey, grey]);
  });

  it("refuses colour images with a DicomError", async () => {
    const overlay = await attach(knownEngine(() => flat(1.2)));
    await reaches(overlay, "ready");
    await stage.viewport.setStack(addSlices(slice(`colour ${nextRun()}`, { colour: true })));
    await reaches(overlay, "error");
    expect(overlay.error).toBeInstanceOf(DicomError);
  });
});

describe("scan", () => {
  it("scores image after image, goes on after a failure, and reports progress", async () => {
    const engine = knownEngine(({ tags }) => {
      if (tags.seriesDescription === "b") throw new NotApplicableError("There is no foreground.");
      return flat(1);
    });
    const plugin = await startPlugin(engine);
    const run = nextRun();
    const imageIds = [
      ...addSlices(...["a", "b", "c"].map((name) => slice(`scan ${run}/${name}`, { description: name }))),
      "residua-test:missing",
    ];
    const progress: string[] = [];
    const items = await plugin.scan(imageIds, {
      onProgress: ({ done, total, latest }) => progress.push(`${done}/${total} ${latest.imageId}`),
    });
    expect(items.map(({ imageId }) => imageId)).toEqual(imageIds);
    expect(items.map(({ result }) => result?.maps.anomaly?.[0])).toEqual([1, undefined, 1, undefined]);
    expect(items[1]!.error).toBeInstanceOf(NotApplicableError);
    expect(items[3]!.error).toBeInstanceOf(Error);
    expect(progress).toEqual(imageIds.map((imageId, index) => `${index + 1}/4 ${imageId}`));
  });

  it("stops when aborted", async () => {
    const engine = knownEngine(() => flat(1));
    const plugin = await startPlugin(engine);
    const run = nextRun();
    const imageIds = addSlices(...["a", "b", "c"].map((name) => slice(`stop ${run}/${name}`)));
    const controller = new AbortController();
    const scanning = plugin.scan(imageIds, {
      signal: controller.signal,
      onProgress: () => controller.abort(new Error("enough")),
    });
    await expect(scanning).rejects.toThrow("enough");
    expect(engine.asked).toHaveLength(1);
  });
});
