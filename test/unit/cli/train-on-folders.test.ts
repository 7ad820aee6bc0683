import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { encode } from "fast-png";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runResidua } from "../../../src/cli/run-residua.ts";
import { niftiFile } from "../dataset/nifti-file.ts";
import { printed, quietConsole } from "./quiet-console.ts";
import { makeTinyDataSet } from "./tiny-data-set.ts";

const side = 40;
const quiet = quietConsole();
let folder: string;
let preset: string;

beforeAll(async () => {
  ({ folder, preset } = await makeTinyDataSet());
});
afterAll(() => rm(folder, { recursive: true }));

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

/** @returns what it said on standard error */
async function train(data: string, bundle: string, expected = 0): Promise<string[]> {
  const call = ["train", "--preset", preset, "--data", join(folder, data), "--out", join(folder, bundle)];
  const code = await runResidua([...call, "--cache", join(folder, "cache")]);
  const said = printed(quiet.err);
  expect(code, said.join("\n")).toBe(expected);
  return said;
}

async function score(bundle: string, ...files: string[]): Promise<string[]> {
  quiet.out.mockClear();
  const paths = files.map((file) => join(folder, file));
  expect(await runResidua(["score", "--model", join(folder, bundle), ...paths])).toBe(0);
  return printed(quiet.out).map((line) => line.replaceAll(`${folder}/`, ""));
}

describe("residua train on a folder without an index", { timeout: 180_000 }, () => {
  it("takes PNG images in a folder for each class, and leaves out a broken one", async () => {
    for (let i = 0; i < 120; i++) await write(`png/normal/${i}.png`, png(i, false));
    for (let i = 0; i < 8; i++) await write(`png/tumor/${i}.png`, png(i, true));
    await write("png/normal/120.png", png(1, false).subarray(0, 60));
    const said = await train("png", "png-bundle");
    expect(said.slice(0, 3)).toEqual([
      "train, normal: 96 images of 96 patients",
      "val, normal: 25 images of 25 patients",
      "val, tumor: 8 images of 8 patients",
    ]);
    expect(said.slice(3).join()).toContain("120.png: The PNG file ends early");
    const metrics = JSON.parse(await readFile(join(folder, "png-bundle/training/metrics.json"), "utf8"));
    expect(metrics.data.images).toBe(33);
    expect(metrics.image.auroc.value).toBeGreaterThan(0.6);
    const lines = await score("png-bundle", "png/tumor/0.png", "png/tumor");
    expect(lines).toHaveLength(10);
    expect(lines[1]).toMatch(/^png\/tumor\/0\.png: anomaly .* Caution: The image does not name its modality/);
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
    const said = await train("nii", "nii-bundle");
    expect(said.slice(0, 3)).toEqual([
      "train, normal: 100 images of 4 patients",
      "val, lesion: 25 images of 1 patient",
      "val, normal: 25 images of 1 patient",
    ]);
    expect(said.filter((line) => line.includes(", frame 1: not usable: Every pixel"))).toHaveLength(4);
    const call = ["evaluate", "--model", join(folder, "nii-bundle"), "--data", join(folder, "nii")];
    call.push("--synthetic", "1");
    expect(await runResidua([...call, "--split", "val", "--out", join(folder, "report")])).toBe(0);
    expect(quiet.err.mock.calls.slice(said.length)).toEqual([["TensorFlow.js runs on WebAssembly."]]);
    const lines = await score("nii-bundle", "nii/healthy/1.nii.gz");
    expect(lines).toHaveLength(26);
    expect(lines[1]).toMatch(/^nii\/healthy\/1\.nii\.gz, slice 1: not scored\./);
    expect(lines[2]).toMatch(/^nii\/healthy\/1\.nii\.gz, slice 2: anomaly /);

    // An index of volumes, whose masks are volumes too.
    const mask = niftiFile({ lengths: [side, side, 25], datatype: 2 }, (i, j) =>
      disc(j, i, 1, true) - disc(j, i, 1, false) > 0 ? 1 : 0,
    );
    await write("nii/mask.nii.gz", gzipSync(mask));
    const rows = ["lesion/5.nii.gz,a,lesion,mask.nii.gz", "healthy/0.nii,b,normal,"];
    await write("nii/index.csv", Buffer.from(`file,patient,label,mask\n${rows.join("\n")}\n`));
    expect(await runResidua([...call, "--out", join(folder, "report")])).toBe(0);
    const metrics = JSON.parse(await readFile(join(folder, "report/metrics.json"), "utf8"));
    expect(metrics.data).toMatchObject({ images: 48, healthy: 24, abnormal: 24 });
    expect(metrics.pixel.ap.value).toBeGreaterThan(0.1);
  });

  it("takes one volume of healthy slices, and measures false alarms alone", async () => {
    const volume = niftiFile({ lengths: [side, side, 130] }, (i, j, k) => disc(j, i, k, false));
    await write("one.nii.gz", gzipSync(volume));
    const said = await train("one.nii.gz", "one-bundle");
    expect(said.slice(0, 4)).toEqual([
      expect.stringContaining("All healthy images are of one patient"),
      expect.stringMatching(/^train, normal: 10\d images of 1 patient$/),
      expect.stringMatching(/^val, normal: 2\d images of 1 patient$/),
      expect.stringContaining("false alarms are measured, detection is not"),
    ]);
    const metrics = JSON.parse(await readFile(join(folder, "one-bundle/training/metrics.json"), "utf8"));
    expect(metrics.data.abnormal).toBe(0);
    expect(metrics.image).toBeUndefined();
    expect(metrics.calibration.realisedFpr.value).toBeLessThan(0.5);
    const card = await readFile(join(folder, "one-bundle/CARD.md"), "utf8");
    expect(card).toContain("no abnormal image");
    expect(card).not.toMatch(/NaN|undefined/);
    expect((await score("one-bundle", "one.nii.gz")).at(-1)).toMatch(/slice 130: anomaly /);
  });

  it("says before it trains that calibration will have too few images", async () => {
    for (let i = 0; i < 24; i++) await write(`few/${i}.png`, png(i, false));
    const said = await train("few", "few-bundle", 1);
    expect(said.at(-1)).toContain("Calibration needs at least 20 healthy images");
    expect(said.at(-1)).toContain("only 12 can be used");
    await expect(readFile(join(folder, "few-bundle/bundle.json"))).rejects.toThrow("ENOENT");
  });
});
