import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { folderBundleSource } from "../../src/dataset/folder-bundle-source.ts";
import { readModel } from "../../src/triage/models.ts";
import { openQueue, type Queue } from "../../src/triage/queue/queue.ts";
import { folderSource } from "../../src/triage/sources/folder-source.ts";
import { lookOnce } from "../../src/triage/sources/watch.ts";
import { openStore, type Store } from "../../src/triage/store/open-store.ts";
import { projectFile } from "./support/paths.ts";
import { findPostgres, howToInstallPostgres, type Postgres, startPostgres } from "./support/postgres.ts";
import { startTriage, type TriageProcess } from "./support/triage.ts";

const missing = findPostgres() === undefined;
const signal = new AbortController().signal;

describe.skipIf(missing)(
  missing ? `two workers on a Postgres (${howToInstallPostgres})` : "two workers on a Postgres",
  () => {
    let postgres: Postgres;
    let store: Store;
    let queue: Queue;
    let folder: string;
    const workers: TriageProcess[] = [];

    beforeAll(async () => {
      postgres = await startPostgres();
      folder = mkdtempSync(join(tmpdir(), "residua-triage-"));
      for (const sample of ["brain-mr", "brain-mr-lesion"]) {
        mkdirSync(join(folder, sample));
        cpSync(projectFile(`samples/${sample}`), join(folder, sample), { recursive: true });
      }
      store = await openStore({ url: postgres.url });
      queue = await openQueue(store);
      const models = [await readModel(folderBundleSource(projectFile("assets/models/brain-flair")))];
      const options = { store, queue, models, source: folderSource(folder), signal };
      // Files that were written just now are queued when they are seen again.
      await lookOnce(options);
      await lookOnce(options);
    });

    afterAll(async () => {
      await Promise.all(workers.map((worker) => worker.kill("SIGKILL")));
      await queue?.close();
      await store?.close();
      await postgres?.stop();
      if (folder) rmSync(folder, { recursive: true });
    });

    const startWorker = () => {
      const worker = startTriage(["worker", folder], { DATABASE_URL: postgres.url, RESIDUA_BACKEND: "wasm" });
      workers.push(worker);
      return worker;
    };
    const slices = () => store.db.selectFrom("slice").selectAll().execute();
    const scorings = () => store.db.selectFrom("scoring").selectAll().execute();

    it("lose nothing and keep nothing twice when one is killed and the database restarts", async () => {
      expect(await scorings()).toHaveLength(2);
      const first = startWorker();
      // In the middle of its first series.
      await expect
        .poll(async () => (await slices()).length, { timeout: 120_000, interval: 50 })
        .toBeGreaterThan(2);
      await first.kill("SIGKILL");
      const before = await slices();
      const [running] = (await scorings()).filter(({ state }) => state === "running");
      expect(running).toBeDefined();

      const second = startWorker();
      // The other series is scored meanwhile, and the database goes away in the middle of it.
      await expect
        .poll(async () => (await slices()).length, { timeout: 120_000, interval: 50 })
        .toBeGreaterThan(before.length + 2);
      await postgres.restart(1000);
      await expect
        .poll(async () => (await scorings().catch(() => [])).map(({ state }) => state), {
          timeout: 180_000,
          interval: 500,
        })
        .toEqual(["scored", "scored"]);

      const after = await slices();
      const images = await store.db.selectFrom("instance").selectAll().execute();
      expect(after).toHaveLength(images.length);
      const keys = after.map(
        ({ scoring_id, instance_uid, frame }) => `${scoring_id}/${instance_uid}/${frame}`,
      );
      expect(new Set(keys).size).toBe(after.length);
      // What the killed worker had kept was not scored again.
      const kept = new Map(after.map((slice) => [`${slice.scoring_id}/${slice.instance_uid}`, slice]));
      for (const slice of before) {
        expect(kept.get(`${slice.scoring_id}/${slice.instance_uid}`)).toEqual(slice);
      }
      expect(new Set(after.map(({ worker_id }) => worker_id)).size).toBe(2);
      expect((await scorings()).find(({ id }) => id === running!.id)?.attempts).toBe(2);
      expect(await second.kill("SIGTERM")).toBe(0);
    });
  },
);
