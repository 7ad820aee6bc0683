import { fileURLToPath } from "node:url";
import { afterAll } from "vitest";
import { startTensorflow } from "../../../src/cli/tensorflow.ts";
import { folderBundleSource } from "../../../src/dataset/folder-bundle-source.ts";
import { loadModel } from "../../../src/scoring/model.ts";
import { readModel } from "../../../src/triage/models.ts";
import { openQueue, type QueueOptions } from "../../../src/triage/queue/queue.ts";
import type { FoundSeries, Source, SourceMemory } from "../../../src/triage/sources/source.ts";
import { openStore, type StoreOptions } from "../../../src/triage/store/open-store.ts";
import { sliceScorer } from "../../../src/triage/worker/slice-scorer.ts";

const bundle = fileURLToPath(new URL("../../../assets/models/brain-flair", import.meta.url));

export const brainModel = () => readModel(folderBundleSource(bundle));

/** A scorer with the shipped brain model. */
export async function brainScorer() {
  await startTensorflow({ backend: "wasm", notify: () => {} });
  const model = await loadModel(folderBundleSource(bundle));
  afterAll(() => model.dispose());
  return sliceScorer([model]);
}

/** A store and a queue that are closed after the file's tests. */
export async function openBench(options: StoreOptions & QueueOptions = {}) {
  const store = await openStore(options);
  const queue = await openQueue(store, { retryDelay: 1, ...options });
  afterAll(async () => {
    await queue.close();
    await store.close();
  });
  return { store, queue };
}

/** A series that a source offers, of a brain unless the tags say otherwise. */
export function foundSeries(number: number, changes: Partial<FoundSeries> = {}): FoundSeries {
  return {
    uid: `1.2.3.${number}`,
    study: { uid: `1.2.${number}`, patientId: `P${number}`, patientName: "Test Patient", date: "20261120" },
    modality: "MR",
    tags: { modality: "MR", bodyPartExamined: "BRAIN", seriesDescription: "AX FLAIR" },
    instances: [1, 2, 3].map((slice) => ({
      uid: `1.2.3.${number}.${slice}`,
      number: slice,
      locator: `${slice}.dcm`,
    })),
    ...changes,
  };
}

/** A source whose files are made by a function. */
export function sourceOf(fetch: Source["fetch"], id = "test:source"): Source {
  return { id, async *poll() {}, fetch };
}

/** A source that begins anew each time. */
export const noMemory: SourceMemory = { get: async () => undefined, set: async () => {} };
