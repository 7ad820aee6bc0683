import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findOrthanc, howToInstall, type Orthanc, startOrthanc } from "../../scripts/ohif/orthanc.mjs";
import { folderBundleSource } from "../../src/dataset/folder-bundle-source.ts";
import { readModel, type TriageModel } from "../../src/triage/models.ts";
import { openQueue, type Queue } from "../../src/triage/queue/queue.ts";
import { dicomWebSource } from "../../src/triage/sources/dicom-web-source.ts";
import type { FoundSeries, SourceMemory } from "../../src/triage/sources/source.ts";
import { lookOnce } from "../../src/triage/sources/watch.ts";
import { openStore, type Store } from "../../src/triage/store/open-store.ts";
import { projectFile } from "./support/paths.ts";

const missing = findOrthanc() === undefined;
const signal = new AbortController().signal;

function memory(): SourceMemory & { value: string | undefined } {
  return {
    value: undefined,
    async get() {
      return this.value;
    },
    async set(value) {
      this.value = value;
    },
  };
}

async function foundBy(
  url: string,
  kept: SourceMemory,
  useChanges: boolean,
  looks = 1,
): Promise<FoundSeries[]> {
  const source = dicomWebSource({ url, since: "", useChanges });
  const found: FoundSeries[] = [];
  for (let look = 0; look < looks; look++) {
    for await (const series of source.poll(signal, kept)) found.push(series);
  }
  return found;
}

describe.skipIf(missing)(missing ? `an Orthanc as source (${howToInstall})` : "an Orthanc as source", () => {
  let orthanc: Orthanc;
  let url: string;
  let store: Store;
  let queue: Queue;
  let models: TriageModel[];
  let folder: string;

  beforeAll(async () => {
    orthanc = await startOrthanc({ StableAge: 1 });
    url = `${orthanc.url}/dicom-web`;
    await orthanc.upload(projectFile("samples/brain-mr"));
    folder = mkdtempSync(join(tmpdir(), "residua-triage-"));
    store = await openStore({ folder });
    queue = await openQueue(store);
    models = [await readModel(folderBundleSource(projectFile("assets/models/brain-flair")))];
  });
  afterAll(async () => {
    await queue?.close();
    await store?.close();
    await orthanc?.stop();
    if (folder) rmSync(folder, { recursive: true });
  });

  it("tells by its changes which series are complete, each once", async () => {
    const kept = memory();
    await expect.poll(() => foundBy(url, kept, true), { timeout: 60_000, interval: 500 }).toHaveLength(1);
    expect(Number(kept.value)).toBeGreaterThan(0);
    expect(await foundBy(url, kept, true)).toEqual([]);
    await orthanc.upload(projectFile("samples/brain-mr-lesion"));
    let later: FoundSeries[] = [];
    await expect
      .poll(
        async () => {
          later = [...later, ...(await foundBy(url, kept, true))];
          return later.length;
        },
        { timeout: 60_000, interval: 500 },
      )
      .toBe(1);
    expect(later[0]).toMatchObject({ modality: "MR" });
    expect(later[0]!.instances.length).toBeGreaterThan(10);
  });

  it("is searched by QIDO-RS with the same outcome, once a study has stayed the same", async () => {
    expect(await foundBy(url, memory(), false, 1)).toEqual([]);
    const found = await foundBy(url, memory(), false, 3);
    expect(found).toHaveLength(2);
    expect(new Set(found.map(({ uid }) => uid)).size).toBe(2);
  });

  it("gives files that are read, and is queued once whatever is restarted", async () => {
    const source = dicomWebSource({ url });
    const options = { store, queue, models, source, signal };
    await expect.poll(() => lookOnce(options), { timeout: 60_000, interval: 500 }).toBe(2);
    // A new process knows by the watermark how far the one before it was.
    expect(await lookOnce({ ...options, source: dicomWebSource({ url }) })).toBe(0);
    expect(await queue.depth()).toBe(2);
    const { uid, series_uid, study_uid, locator } = await store.db
      .selectFrom("instance")
      .innerJoin("series", "series.uid", "instance.series_uid")
      .select(["instance.uid", "instance.series_uid", "series.study_uid", "instance.locator"])
      .executeTakeFirstOrThrow();
    const bytes = await source.fetch(
      { studyUid: study_uid, seriesUid: series_uid, instanceUid: uid, locator },
      signal,
    );
    expect(String.fromCharCode(...bytes.subarray(128, 132))).toBe("DICM");
  });

  it("is an error in words while it is away, and goes on where it was", async () => {
    const away = dicomWebSource({ url: "http://127.0.0.1:9/dicom-web", attempts: 1 });
    const poll = async () => {
      for await (const _ of away.poll(signal, memory()));
    };
    await expect(poll()).rejects.toThrow("cannot be reached");
  });
});
