import { randomUUID } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decode } from "fast-png";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeSamples } from "../../../src/cli/samples/make-samples.ts";
import { StoreError } from "../../../src/errors/index.ts";
import { folderSource } from "../../../src/triage/sources/folder-source.ts";
import type { FoundSeries, Source } from "../../../src/triage/sources/source.ts";
import { catalogue } from "../../../src/triage/store/catalogue.ts";
import { runWorker } from "../../../src/triage/worker/run-worker.ts";
import { brainModel, brainScorer, foundSeries, noMemory, openBench, sourceOf } from "./support.ts";

const { store, queue } = await openBench({ retries: 1 });
const models = [await brainModel()];
const scorer = await brainScorer();
const forever = new AbortController().signal;

let folder: string;
let source: Source;
let lesion: FoundSeries;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "residua-triage-"));
  await makeSamples({ out: folder });
  source = folderSource(join(folder, "brain-mr-lesion"));
  // What was written just now is taken to be unfinished until it is seen again.
  for (let round = 0; round < 2; round++) {
    for await (const series of source.poll(forever, noMemory)) lesion = series;
  }
}, 120_000);
afterAll(() => rm(folder, { recursive: true }));

const scoringOf = (uid: string) =>
  store.db.selectFrom("scoring").selectAll().where("series_uid", "=", uid).executeTakeFirstOrThrow();
const slicesOf = (id: string) =>
  store.db.selectFrom("slice").selectAll().where("scoring_id", "=", id).execute();

const few = (found: FoundSeries, count: number): FoundSeries => ({
  ...found,
  instances: found.instances.slice(11, 11 + count),
});

describe("a triage worker", { timeout: 180_000 }, () => {
  it("finds a folder's series, and scores the lesion's slices as unusual", async () => {
    expect(lesion).toMatchObject({ modality: "MR" });
    await catalogue(source.id, few(lesion, 3), { store, queue, models });
    await runWorker({ store, queue, sources: [source], models, scorer, signal: forever, untilEmpty: true });
    const scoring = await scoringOf(lesion.uid);
    expect(scoring).toMatchObject({ state: "scored", scored: 3, attempts: 1 });
    expect(scoring.above).toBeGreaterThan(0);
    const study = await store.db
      .selectFrom("study")
      .selectAll()
      .where("uid", "=", lesion.study.uid)
      .executeTakeFirstOrThrow();
    expect(study).toMatchObject({ state: "scored", flagged: true, worst_instance: scoring.worst_instance });
    const picture = await store.db
      .selectFrom("thumbnail")
      .selectAll()
      .where("scoring_id", "=", scoring.id)
      .executeTakeFirstOrThrow();
    expect(picture.score).toBe(scoring.score);
    const { width, data } = decode(picture.png);
    expect(width).toBeGreaterThan(100);
    // The outline of what is above the threshold is orange.
    const isOrange = (at: number) => data[at] === 255 && data[at + 1] === 176 && data[at + 2] === 0;
    expect(
      Array.from({ length: data.length / 3 }, (_, i) => isOrange(3 * i)).filter(Boolean).length,
    ).toBeGreaterThan(20);
  });

  it("goes on in the middle of a series, and scores only images that came later", async () => {
    const before = await slicesOf((await scoringOf(lesion.uid)).id);
    await catalogue(source.id, few(lesion, 5), { store, queue, models });
    let scored = 0;
    const onEvent = ({ kind }: { kind: string }) => {
      if (kind === "slice") scored++;
    };
    const stop = new AbortController();
    // Told to end after the first image: the series goes back to the queue.
    await runWorker({
      store,
      queue,
      sources: [source],
      models,
      scorer,
      signal: stop.signal,
      onEvent: (event) => {
        onEvent(event);
        stop.abort();
      },
    });
    expect(scored).toBe(1);
    expect(await scoringOf(lesion.uid)).toMatchObject({ state: "queued" });
    await runWorker({
      store,
      queue,
      sources: [source],
      models,
      scorer,
      signal: forever,
      untilEmpty: true,
      onEvent,
    });
    expect(scored).toBe(2);
    const scoring = await scoringOf(lesion.uid);
    expect(scoring).toMatchObject({ state: "scored", scored: 5 });
    const after = await slicesOf(scoring.id);
    expect(after).toHaveLength(5);
    expect(after).toEqual(expect.arrayContaining(before));
  });

  it("tries again while the source is away, then lists the series as failed with the reason", async () => {
    let calls = 0;
    const away = sourceOf(async () => {
      calls++;
      throw new StoreError("The DICOMweb server cannot be reached; check its address and the network.");
    });
    await catalogue(away.id, foundSeries(20), { store, queue, models });
    const stop = new AbortController();
    const running = runWorker({
      store,
      queue,
      sources: [away],
      models,
      scorer,
      signal: stop.signal,
      interval: 50,
      lease: 400,
    });
    await expect.poll(async () => (await scoringOf("1.2.3.20")).state, { timeout: 30_000 }).toBe("failed");
    stop.abort();
    await running;
    expect(await scoringOf("1.2.3.20")).toMatchObject({
      attempts: 2,
      reason: expect.stringContaining("cannot be reached"),
    });
    expect(calls).toBe(2);
    const study = await store.db
      .selectFrom("study")
      .select(["state", "reason"])
      .where("uid", "=", "1.2.20")
      .executeTakeFirst();
    expect(study).toMatchObject({ state: "failed", reason: expect.stringContaining("cannot be reached") });
  });

  it("scores the rest of a series with a damaged file, and says which reason the file has", async () => {
    const whole = await source.fetch(
      { studyUid: "", seriesUid: "", instanceUid: "", locator: lesion.instances[12]!.locator },
      forever,
    );
    const damaged = sourceOf(
      async ({ instanceUid }) => (instanceUid.endsWith(".2") ? whole.subarray(0, 3000) : whole),
      "test:damaged",
    );
    await catalogue(damaged.id, foundSeries(21), { store, queue, models });
    await runWorker({ store, queue, sources: [damaged], models, scorer, signal: forever, untilEmpty: true });
    const scoring = await scoringOf("1.2.3.21");
    expect(scoring).toMatchObject({ state: "scored", scored: 2 });
    const failed = (await slicesOf(scoring.id)).filter(({ outcome }) => outcome === "failed");
    expect(failed.map(({ instance_uid, reason }) => [instance_uid, reason])).toEqual([
      ["1.2.3.21.2", expect.stringContaining("damaged")],
    ]);
  });

  it("leaves a series to the worker that has taken it over", async () => {
    const whole = await source.fetch(
      { studyUid: "", seriesUid: "", instanceUid: "", locator: lesion.instances[12]!.locator },
      forever,
    );
    const other = randomUUID();
    // While this worker fetches, it is given up for dead.
    const slow = sourceOf(async () => {
      await store.db
        .updateTable("scoring")
        .set({ worker_id: other })
        .where("series_uid", "=", "1.2.3.22")
        .execute();
      return whole;
    }, "test:slow");
    await catalogue(slow.id, foundSeries(22), { store, queue, models });
    await runWorker({ store, queue, sources: [slow], models, scorer, signal: forever, untilEmpty: true });
    expect(await scoringOf("1.2.3.22")).toMatchObject({ state: "running", worker_id: other });
    // Nobody has heard of the other: the series is queued again, and nothing of it is scored anew.
    let scored = 0;
    const stop = new AbortController();
    const running = runWorker({
      store,
      queue,
      sources: [slow],
      models,
      scorer,
      signal: stop.signal,
      interval: 50,
      lease: 400,
      onEvent: ({ kind }) => {
        if (kind === "slice") scored++;
      },
    });
    await expect.poll(async () => (await scoringOf("1.2.3.22")).state, { timeout: 30_000 }).toBe("scored");
    stop.abort();
    await running;
    expect(scored).toBe(0);
    expect(await scoringOf("1.2.3.22")).toMatchObject({ state: "scored", scored: 3, attempts: 2 });
  });

  it("reads no file outside of its folder", async () => {
    await expect(
      source.fetch({ studyUid: "", seriesUid: "", instanceUid: "", locator: "../../x.dcm" }, forever),
    ).rejects.toThrow("outside");
    await expect(readFile(join(folder, "index.json"), "utf8")).resolves.toContain("studies");
  });
});
