import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type PrepareSettings, prepareFile } from "../../../src/cli/prepare-file.ts";
import { cachedPath, openCache } from "../../../src/cli/prepared-cache.ts";
import { filesInside } from "../../../src/dataset/files-inside.ts";
import { listImages } from "../../../src/dataset/list-images.ts";
import { niftiFile } from "../dataset/nifti-file.ts";

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "residua-"));
});
afterEach(() => rm(root, { recursive: true }));

const settings: PrepareSettings = {
  preprocessing: [{ step: "percentileScale", lower: 1, upper: 99 }],
  input: { height: 16, width: 16 },
};
const { signal } = new AbortController();

it("gives back what an earlier run prepared, and prepares again what was damaged since", async () => {
  const path = join(root, "brain.nii.gz");
  await writeFile(path, gzipSync(niftiFile({ lengths: [24, 20, 6] }, (i, j, k) => i * j + 3 * k)));
  const { rows } = await listImages(path);
  const cache = join(root, "cache");
  const first = await prepareFile(rows, settings, cache, signal);
  expect(first.inputs).toHaveLength(6);
  const files = await filesInside(cache);
  expect(files).toHaveLength(6);
  expect(files.every((file) => /cache\/[0-9a-f]{2}\/[0-9a-f]{32}-[1-6]\.bin$/.test(file))).toBe(true);
  expect(await prepareFile(rows, settings, cache, signal)).toEqual(first);

  const damaged = await readFile(files[2]!);
  damaged[700]! ^= 1;
  await writeFile(files[2]!, damaged);
  await writeFile(files[4]!, new Uint8Array(10));
  await rm(files[5]!);
  expect(await prepareFile(rows, settings, cache, signal)).toEqual(first);
  expect(Buffer.compare(await readFile(files[2]!), damaged)).not.toBe(0);
  expect(await filesInside(cache)).toEqual(files);
});

it("does take an image from the cache, where it is whole", async () => {
  const path = join(root, "brain.nii");
  await writeFile(
    path,
    niftiFile({ lengths: [24, 20, 2] }, (i, j, k) => i * j + 3 * k),
  );
  const { rows } = await listImages(path);
  const cache = join(root, "cache");
  await prepareFile(rows, settings, cache, signal);
  const [one, two] = await filesInside(cache);
  await writeFile(two!, await readFile(one!));
  const { inputs } = await prepareFile(rows, settings, cache, signal);
  expect(inputs[1]!.input).toEqual(inputs[0]!.input);
});

it("keeps the ways of preparing that were used last, and all that were used within a day", async () => {
  const days = (n: number) => new Date(Date.now() - n * 24 * 3600 * 1000);
  for (let n = 0; n < 12; n++) {
    await mkdir(join(root, `way-${n}`, "ab"), { recursive: true });
    await writeFile(cachedPath(join(root, `way-${n}`), "abcd", undefined), "x");
    await utimes(join(root, `way-${n}`), days(n), days(n));
  }
  await openCache(root, "way-10");
  expect((await readdir(root)).sort()).toEqual(
    ["way-0", "way-1", "way-10", "way-2", "way-3", "way-4", "way-5", "way-6"].sort(),
  );
  for (let n = 0; n < 12; n++) await openCache(root, `now-${n}`);
  expect((await readdir(root)).filter((name) => name.startsWith("now-"))).toHaveLength(12);
  expect(await readdir(root)).toContain("way-10");
  expect(await readdir(root)).not.toContain("way-6");
});
