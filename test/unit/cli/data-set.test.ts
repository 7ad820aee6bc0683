import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { encode } from "fast-png";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { readDataSet, selectRows } from "../../../src/cli/data-set.ts";
import { classBalance } from "../../../src/dataset/split.ts";
import { niftiFile } from "../dataset/nifti-file.ts";

const png = encode({ width: 8, height: 8, channels: 1, data: new Uint8Array(64) });
let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "residua-"));
  vi.spyOn(console, "error").mockImplementation(() => undefined);
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(root, { recursive: true });
});

async function fill(folder: string, count: number): Promise<void> {
  await mkdir(join(root, folder), { recursive: true });
  for (let i = 0; i < count; i++) await writeFile(join(root, folder, `${i}.png`), png);
}
async function balance(): Promise<string[]> {
  const rows = await readDataSet(root);
  return classBalance(rows).map(({ split, label, images }) => `${split} ${label} ${images}`);
}

describe("readDataSet", () => {
  it("holds a fifth of the patients out, and as many of few as calibration needs", async () => {
    await fill("healthy", 60);
    expect(await balance()).toEqual(["train normal 35", "val normal 25"]);
    await fill("healthy", 200);
    expect(await balance()).toEqual(["train normal 160", "val normal 40"]);
  });

  it("divides healthy patients the same way each time, and trains on no other", async () => {
    await fill("healthy", 20);
    await fill("lesion", 5);
    expect(await balance()).toEqual(["train normal 10", "val lesion 5", "val normal 10"]);
    expect(await readDataSet(root)).toEqual(await readDataSet(root));
  });

  it("keeps the splits that folders name, and takes validation images from train where there are none", async () => {
    await fill("train/normal", 10);
    await fill("test/normal", 3);
    await fill("test/lesion", 2);
    expect(await balance()).toEqual(["test lesion 2", "test normal 3", "train normal 5", "val normal 5"]);
    await fill("val/normal", 4);
    expect(await balance()).toEqual(["test lesion 2", "test normal 3", "train normal 10", "val normal 4"]);
  });

  it("prefers the folder's index, and refuses one with a patient in two splits", async () => {
    await fill("healthy", 3);
    const index = join(root, "index.csv");
    await writeFile(index, "file,patient,split,label\nhealthy/0.png,a,train,normal\n");
    expect(await balance()).toEqual(["train normal 1"]);
    await writeFile(index, "file,patient,split,label\nx.png,a,train,normal\ny.png,a,val,normal\n");
    await expect(readDataSet(root)).rejects.toThrow("a (train, val)");
  });

  it("takes a volume, and holds parts of it out where there is no other patient", async () => {
    const volume = gzipSync(niftiFile({ lengths: [8, 8, 100] }, (i, j, k) => i + j + k));
    await writeFile(join(root, "one.nii.gz"), volume);
    const rows = await readDataSet(join(root, "one.nii.gz"));
    expect(classBalance(rows)).toEqual([
      { split: "train", label: "normal", images: 75, patients: 1 },
      { split: "val", label: "normal", images: 25, patients: 1 },
    ]);
    const changes = rows.filter(({ split }, i) => i > 0 && rows[i - 1]!.split !== split);
    expect(changes.length).toBeLessThanOrEqual(10);
    expect(vi.mocked(console.error).mock.calls.join()).toContain("of one patient");
    expect(await readDataSet(root)).toEqual(rows);
  });

  it("takes a single image, which leaves none to train on", async () => {
    await writeFile(join(root, "one.png"), png);
    const rows = await readDataSet(join(root, "one.png"));
    expect(rows.map(({ split, label }) => [split, label])).toEqual([["val", "normal"]]);
    expect(() => selectRows(rows, "split=train")).toThrow(
      'No image is left by "split=train"; change the filter, or the splits and labels of the images. There are: val, normal: 1 image of 1 patient.',
    );
  });

  it("takes an index without labels for healthy, and divides one without splits", async () => {
    const index = join(root, "list.csv");
    const lines = Array.from({ length: 40 }, (_, i) => `${i}.png,p${i % 20}`);
    await writeFile(index, `file,patient\n${lines.join("\n")}\n`);
    expect(classBalance(await readDataSet(index)).map(({ split, patients }) => [split, patients])).toEqual([
      ["train", 10],
      ["val", 10],
    ]);
  });

  it("says that a file is neither", async () => {
    await writeFile(join(root, "x.bin"), new Uint8Array(300));
    await expect(readDataSet(join(root, "x.bin"))).rejects.toThrow("neither an index (CSV in UTF-8) nor");
  });
});
