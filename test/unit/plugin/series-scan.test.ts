import { describe, expect, it } from "vitest";
import { PaceMeter } from "../../../plugin/pace-meter.ts";
import { type SeriesImage, SeriesScan } from "../../../plugin/series-scan.ts";
import type { FindingsStore } from "../../../src/inference/findings-store.ts";
import type { SliceFindings } from "../../../src/scoring/slice-findings.ts";
import { makeResult } from "../inference/make-result.ts";
import { imageIdsOf, scanHost } from "./scan-host.ts";

const { sha256 } = makeResult(1).model;
const images = (count: number): SeriesImage[] =>
  imageIdsOf(count).map((imageId) => ({
    imageId,
    SOPInstanceUID: imageId.replace("/", "."),
    frameNumber: 1,
  }));

/** A store that lasts as long as the test; the real one needs a browser. */
function memoryStore(): FindingsStore & { readonly kept: Map<string, SliceFindings> } {
  const kept = new Map<string, SliceFindings>();
  return {
    kept,
    load: async (model, wanted) => wanted.map(({ SOPInstanceUID }) => kept.get(`${model}/${SOPInstanceUID}`)),
    keep: async (findings) => {
      kept.set(`${findings.model.sha256}/${findings.SOPInstanceUID}`, findings);
    },
    count: async () => kept.size,
    clear: async () => kept.clear(),
  };
}

function open(count: number, options: { store?: FindingsStore; broken?: readonly string[] } = {}) {
  const { store, ...hostOptions } = options;
  const host = scanHost(hostOptions);
  let check = () => {};
  const series = new SeriesScan({ images: images(count), scanner: host, store, onChange: () => check() });
  /** Resolves when it holds, at once or after a change. */
  const until = (holds: (series: SeriesScan) => boolean) =>
    new Promise<void>((resolve) => {
      check = () => {
        if (holds(series)) resolve();
      };
      check();
    });
  return { host, series, until };
}

const isDone = ({ state }: SeriesScan) => state === "done";

describe("SeriesScan", () => {
  it("scores every image, from the one that is shown outwards", async () => {
    const { host, series, until } = open(5);
    await series.use(sha256);
    series.show("2.25/3");
    expect(series.state).toBe("idle");
    series.start();
    expect(series.state).toBe("running");
    await until(isDone);
    expect(host.scored).toEqual(["2.25.3", "2.25.2", "2.25.4", "2.25.1", "2.25.0"]);
    expect(series.findings.map((found) => found?.score?.value)).toEqual([0, 1, 2, 3, 4]);
    expect(series.regions.problem).toBeUndefined();
  });

  it("goes on where it was cancelled, without scoring an image twice", async () => {
    const { host, series, until } = open(8);
    series.start();
    await until(({ done }) => done === 3);
    series.cancel();
    expect(series.state).toBe("idle");
    expect(series.done).toBe(3);
    series.start();
    await until(isDone);
    const uids = new Set(host.scored);
    expect(uids.size).toBe(8);
    expect(series.findings.every((found) => found !== undefined)).toBe(true);
  });

  it("pauses and goes on", async () => {
    const { host, series, until } = open(6);
    series.start();
    await until(({ done }) => done === 2);
    series.pause();
    expect(series.state).toBe("paused");
    await new Promise((resolve) => setImmediate(resolve));
    const before = host.scored.length;
    expect(before).toBeLessThan(4);
    expect(series.msLeft).toBeUndefined();
    series.start();
    await until(isDone);
    expect(host.scored).toHaveLength(6);
  });

  it("shows at once what an earlier visit scored, and scores only the rest", async () => {
    const store = memoryStore();
    const first = open(6, { store });
    await first.series.use(sha256);
    first.series.start();
    await first.until(({ done }) => done === 4);
    first.series.dispose();

    const { host, series, until } = open(6, { store });
    await series.use(sha256);
    const restored = series.done;
    expect(restored).toBeGreaterThanOrEqual(4);
    expect(restored).toBe(store.kept.size);
    series.start();
    await until(isDone);
    expect(host.scored).toHaveLength(6 - restored);
  });

  it("restores nothing that another model has scored, and drops it when the model changes", async () => {
    const store = memoryStore();
    const { series, until } = open(3, { store });
    await series.use(sha256);
    series.start();
    await until(isDone);
    await series.use("f".repeat(64));
    expect(series.done).toBe(0);
    await series.use(sha256);
    expect(series.state).toBe("done");
  });

  it("counts an image that fails as done, says which, and tries it again when started again", async () => {
    const { series, until } = open(3, { broken: ["2.25/1"] });
    series.start();
    await until(isDone);
    expect([0, 1, 2].map((index) => series.failed(index))).toEqual([false, true, false]);
    series.start();
    expect(series.state).toBe("running");
    await until(isDone);
  });

  it("takes over the result of the image on the screen", async () => {
    const { host, series, until } = open(2);
    const facts = { SOPInstanceUID: "2.25.0", frameNumber: 1 };
    series.take("2.25/0", makeResult(4), facts);
    series.take("another series", makeResult(4), facts);
    expect(series.done).toBe(1);
    series.start();
    await until(isDone);
    expect(host.scored).toEqual(["2.25.1"]);
  });

  it("forgets what an override changes, and stores nothing that came of one", async () => {
    const store = memoryStore();
    const { series } = open(3, { store });
    await series.use(sha256);
    const take = (index: number, outcome: "applies" | "refused" | "overridden") => {
      const { imageId, SOPInstanceUID } = series.images[index]!;
      const result = { ...makeResult(1), applicability: { outcome, reasons: [] } };
      series.take(imageId, result, { SOPInstanceUID, frameNumber: 1 });
    };
    take(0, "applies");
    take(1, "refused");
    take(2, "overridden");
    expect([...store.kept.values()].map(({ applicability }) => applicability.outcome)).toEqual([
      "applies",
      "refused",
    ]);
    series.reconsider();
    expect(series.findings.map((found) => found?.applicability.outcome)).toEqual([
      "applies",
      undefined,
      undefined,
    ]);
  });
});

describe("PaceMeter", () => {
  it("says how long the rest takes, by the steps that were last", () => {
    const pace = new PaceMeter();
    pace.restart(0);
    expect(pace.msFor(10)).toBeUndefined();
    for (let at = 1; at <= 8; at++) pace.tick(1000 * at);
    expect(pace.msFor(10)).toBe(10_000);
    // A pause between two steps does not count.
    pace.restart(100_000);
    for (let at = 1; at <= 8; at++) pace.tick(100_000 + 10 * at);
    expect(pace.msFor(10)).toBeCloseTo(100, 9);
  });
});
