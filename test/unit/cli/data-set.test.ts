import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encode } from "fast-png";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { readDataSet } from "../../../src/cli/data-set.ts";
import { classBalance } from "../../../src/dataset/split.ts";

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
  it("divides healthy patients the same way each time, and trains on no other", async () => {
    await fill("healthy", 20);
    await fill("lesion", 5);
    expect(await balance()).toEqual(["train normal 16", "val lesion 5", "val normal 4"]);
    expect(await readDataSet(root)).toEqual(await readDataSet(root));
  });

  it("keeps the splits that folders name, and takes validation images from train where there are none", async () => {
    await fill("train/normal", 10);
    await fill("test/normal", 3);
    await fill("test/lesion", 2);
    expect(await balance()).toEqual(["test lesion 2", "test normal 3", "train normal 8", "val normal 2"]);
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
});
