import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { encode } from "fast-png";
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
  type MockInstance,
  vi,
} from "vitest";
import { runResidua } from "../../../src/cli/run-residua.ts";
import { niftiFile } from "../dataset/nifti-file.ts";
import { makeTinyDataSet } from "./tiny-data-set.ts";

const side = 40;
let folder: string;
let preset: string;
let err: MockInstance<typeof console.error>;

beforeAll(async () => {
  ({ folder, preset } = await makeTinyDataSet());
});
afterAll(() => rm(folder, { recursive: true }));
beforeEach(() => {
  vi.spyOn(console, "log").mockImplementation(() => undefined);
  err = vi.spyOn(console, "error").mockImplementation(() => undefined);
  vi.spyOn(process.stderr, "write").mockReturnValue(true);
});
afterEach(() => void vi.restoreAllMocks());

async function write(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), bytes);
}

/** A disc, with a spot where abnormal. */
function disc(row: number, column: number, seed: number, abnormal: boolean): number {
  const noise = (((row * side + column) * 7919 + seed * 104_729) % 97) / 8;
  const inside = Math.hypot(row - 20, column - 20) < 15 + (seed % 3);
  const spot = abnormal && Math.hypot(row - 14, column - 24) < 4;
  return Math.round(noise + (inside ? 100 : 0) + (spot ? 120 : 0));
}

function png(seed: number, abnormal: boolean): Uint8Array {
  const data = Uint8Array.from({ length: side * side }, (_, i) =>
    disc(Math.floor(i / side), i % side, seed, abnormal),
  );
  return encode({ width: side, height: side, channels: 1, data });
}

async function train(data: string): Promise<string[]> {
  const call = [
    "train",
    "--preset",
    preset,
    "--data",
    join(folder, data),
    "--out",
    join(folder, `${data}-bundle`),
  ];
  const code = await runResidua([...call, "--cache", join(folder, "cache")]);
  const said = err.mock.calls.map((each) => each.join(" "));
  expect(code, said.join("\n")).toBe(0);
  return said;
}

describe("residua train on a folder without an index", { timeout: 180_000 }, () => {
  it("takes PNG images in a folder for each class, and leaves out a broken one", async () => {
    for (let i = 0; i < 120; i++) await write(`png/normal/${i}.png`, png(i, false));
    for (let i = 0; i < 8; i++) await write(`png/tumor/${i}.png`, png(i, true));
    await write("png/normal/120.png", png(1, false).subarray(0, 60));
    const said = await train("png");
    expect(said.slice(0, 3)).toEqual([
      "train, normal: 96 images of 96 patients",
      "val, normal: 25 images of 25 patients",
      "val, tumor: 8 images of 8 patients",
    ]);
    expect(said.slice(3).join()).toContain("120.png: The PNG file ends early");
    const metrics = JSON.parse(await readFile(await metricsPath("png"), "utf8"));
    expect(metrics.data.images).toBe(33);
    expect(metrics.image.auroc.value).toBeGreaterThan(0.6);
  });

  it("takes NIfTI volumes, slice by slice, and leaves out slices of air", async () => {
    for (let v = 0; v < 6; v++) {
      const abnormal = v === 5;
      const volume = niftiFile({ lengths: [side, side, 25] }, (i, j, k) =>
        k === 0 ? 0 : disc(j, i, 30 * v + k, abnormal),
      );
      const name = v % 2 === 0 ? `${v}.nii` : `${v}.nii.gz`;
      await write(`nii/${abnormal ? "lesion" : "healthy"}/${name}`, v % 2 === 0 ? volume : gzipSync(volume));
    }
    const said = await train("nii");
    expect(said.slice(0, 3)).toEqual([
      "train, normal: 100 images of 4 patients",
      "val, lesion: 25 images of 1 patient",
      "val, normal: 25 images of 1 patient",
    ]);
    expect(said.filter((line) => line.includes(", frame 1: not usable: Every pixel"))).toHaveLength(4);
    const before = said.length;
    const call = ["evaluate", "--model", join(folder, "nii-bundle"), "--data", join(folder, "nii")];
    expect(await runResidua([...call, "--split", "val", "--out", join(folder, "report")])).toBe(0);
    expect(err.mock.calls.length).toBe(before);
  });
});

/** The run's folder in the cache carries a hash of the bundle's path. */
async function metricsPath(data: string): Promise<string> {
  const runs = join(folder, "cache/training");
  const run = (await readdir(runs)).find((name) => name.startsWith(`${data}-bundle-`));
  return join(runs, run!, "metrics.json");
}
