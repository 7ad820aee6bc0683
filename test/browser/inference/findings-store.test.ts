import { afterEach, expect, test } from "vitest";
import { type FindingsArchive, openFindingsStore } from "../../../src/inference/findings-store.ts";
import type { SliceFindings } from "../../../src/scoring/slice-findings.ts";

const model = { id: "m", version: "1.0.0", sha256: "a".repeat(64) };

function findings(SOPInstanceUID: string, change: Partial<SliceFindings> = {}): SliceFindings {
  return {
    SOPInstanceUID,
    frameNumber: 1,
    spacing: { row: 0.5, column: 0.5 },
    plane: { position: [0, 0, 3], rowCosines: [1, 0, 0], columnCosines: [0, 1, 0] },
    model,
    applicability: { outcome: "applies", reasons: [] },
    score: { value: 1.5, pValue: 0.02 },
    height: 2,
    width: 3,
    affine: { scaleColumn: 2, scaleRow: 2, offsetColumn: 0, offsetRow: 0 },
    regions: [
      {
        id: 1,
        areaMm2: 4,
        areaPixels: 16,
        peak: 3,
        mean: 2,
        peakPoint: { column: 1, row: 1 },
        centroid: { column: 1, row: 1 },
        bounds: { left: 0, top: 0, right: 2, bottom: 2 },
        runs: [0, 2, 3, 2],
      },
    ],
    ...change,
  };
}

let names: string[] = [];
function open(maximum?: number): FindingsArchive {
  const name = names[0] ?? `residua-test-${crypto.randomUUID()}`;
  names = [name];
  return openFindingsStore({ name, ...(maximum === undefined ? {} : { maximum }) });
}

afterEach(async () => {
  for (const name of names) indexedDB.deleteDatabase(name);
  names = [];
});

test("keeps findings by image, frame and model, for another opening of the same database", async () => {
  const store = open();
  const other = { ...model, sha256: "b".repeat(64) };
  await store.keep(findings("1.1"));
  await store.keep(findings("1.1", { frameNumber: 2 }));
  await store.keep(findings("1.2", { model: other }));
  const images = [
    { SOPInstanceUID: "1.1", frameNumber: 2 },
    { SOPInstanceUID: "1.2", frameNumber: 1 },
    { SOPInstanceUID: "1.1", frameNumber: 1 },
  ];
  const again = open();
  expect(await again.load(model.sha256, images)).toEqual([
    findings("1.1", { frameNumber: 2 }),
    undefined,
    findings("1.1"),
  ]);
  expect((await again.load(other.sha256, images))[1]?.model).toEqual(other);
  expect(await again.count()).toBe(3);
  await again.clear();
  expect(await store.count()).toBe(0);
});

test("lists what is kept, the oldest first, with the time", async () => {
  const store = open();
  const before = Date.now();
  for (const uid of ["1.2", "1.1", "1.3"]) {
    await store.keep(findings(uid));
    // Times are whole milliseconds.
    await expect
      .poll(() => Date.now(), { interval: 1 })
      .toBeGreaterThan((await store.entries()).at(-1)!.kept);
  }
  const entries = await store.entries();
  expect(entries.map((entry) => entry.findings.SOPInstanceUID)).toEqual(["1.2", "1.1", "1.3"]);
  expect(entries[0]!.findings).toEqual(findings("1.2"));
  expect(entries.every(({ kept }) => kept >= before && kept <= Date.now())).toBe(true);
  expect(await store.entries(2)).toEqual(entries.slice(0, 2));
  expect(store.trouble).toBeUndefined();
});

test("does not keep what has no SOP Instance UID: it could be any image", async () => {
  const store = open();
  await store.keep(findings(""));
  expect(await store.count()).toBe(0);
});

test("stays within its size, the oldest going first", async () => {
  const store = open(10);
  // Entries are counted once in 64 writes, so there are that many more for a moment.
  for (let index = 0; index <= 64; index++) await store.keep(findings(`1.${index}`));
  expect(await store.count()).toBe(10);
  const images = Array.from({ length: 65 }, (_, index) => ({ SOPInstanceUID: `1.${index}`, frameNumber: 1 }));
  const kept = (await store.load(model.sha256, images)).map((found) => found !== undefined);
  expect(kept.lastIndexOf(false)).toBe(54);
});

test("is empty and quiet where the browser refuses storage", async () => {
  const own = Object.getOwnPropertyDescriptor(globalThis, "indexedDB");
  Object.defineProperty(globalThis, "indexedDB", {
    configurable: true,
    get() {
      throw new DOMException("denied", "SecurityError");
    },
  });
  try {
    const store = openFindingsStore({ name: "refused" });
    await store.keep(findings("1.1"));
    expect(await store.load(model.sha256, [findings("1.1")])).toEqual([undefined]);
    expect(await store.count()).toBe(0);
    expect(await store.entries()).toEqual([]);
    expect(store.trouble).toBe("refused");
    await store.clear();
  } finally {
    if (own) Object.defineProperty(globalThis, "indexedDB", own);
    else Reflect.deleteProperty(globalThis, "indexedDB");
  }
});
