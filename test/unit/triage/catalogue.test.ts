import { describe, expect, it } from "vitest";
import { catalogue, queueMissing } from "../../../src/triage/store/catalogue.ts";
import { brainModel, foundSeries, openBench } from "./support.ts";

const { store, queue } = await openBench();
const model = await brainModel();
const options = { store, queue, models: [model] };
const source = "test:source";

const study = (uid: string) =>
  store.db.selectFrom("study").selectAll().where("uid", "=", uid).executeTakeFirst();

describe("the worklist's catalogue", () => {
  it("queues a series once, however often it is found", async () => {
    const before = await queue.depth();
    expect(await catalogue(source, foundSeries(1), options)).toBe(1);
    expect(await catalogue(source, foundSeries(1), options)).toBe(0);
    expect(await queue.depth()).toBe(before + 1);
    expect(await study("1.2.1")).toMatchObject({ state: "queued", images: 3, patient_id: "P1" });
  });

  it("queues it once when two find it at the same time", async () => {
    const before = await queue.depth();
    const sent = await Promise.all([1, 2, 3].map(() => catalogue(source, foundSeries(2), options)));
    expect(sent.sort()).toEqual([0, 0, 1]);
    expect(await queue.depth()).toBe(before + 1);
  });

  it("leaves out what no model is for by its modality, and says why one is refused by its other tags", async () => {
    expect(
      await catalogue(source, foundSeries(3, { modality: "SR", tags: { modality: "SR" } }), options),
    ).toBeUndefined();
    expect(await study("1.2.3")).toBeUndefined();
    const knee = foundSeries(4, { tags: { modality: "MR", bodyPartExamined: "KNEE" } });
    expect(await catalogue(source, knee, options)).toBe(0);
    expect(await study("1.2.4")).toMatchObject({
      state: "refused",
      reason: expect.stringContaining("KNEE"),
    });
  });

  it("queues a scored series again when images have come", async () => {
    await catalogue(source, foundSeries(5), options);
    await store.db
      .updateTable("scoring")
      .set({ state: "scored" })
      .where("series_uid", "=", "1.2.3.5")
      .execute();
    expect(await catalogue(source, foundSeries(5), options)).toBe(0);
    const more = foundSeries(5, { instances: [{ uid: "1.2.3.5.9", number: 9, locator: "9.dcm" }] });
    expect(await catalogue(source, more, options)).toBe(1);
    expect(await study("1.2.5")).toMatchObject({ state: "queued", images: 4 });
  });

  it("queues all again for a new version of the model, and once", async () => {
    const newer = { ...model, identity: { ...model.identity, version: "99.0.0" } };
    const count = await store.db
      .selectFrom("scoring")
      .select((select) => select.fn.countAll<number>().as("count"))
      .executeTakeFirstOrThrow();
    expect(await queueMissing({ ...options, models: [newer] })).toBe(Number(count.count));
    expect(await queueMissing({ ...options, models: [newer] })).toBe(0);
  });

  it("writes neither row nor job when one of them fails", async () => {
    const failing = {
      ...queue,
      send: async () => {
        throw new Error("no queue");
      },
    };
    await expect(catalogue(source, foundSeries(6), { ...options, queue: failing })).rejects.toThrow(
      "no queue",
    );
    expect(await study("1.2.6")).toBeUndefined();
    expect(await catalogue(source, foundSeries(6), options)).toBe(1);
  });
});
