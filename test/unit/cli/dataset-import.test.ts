import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encode } from "fast-png";
import { afterEach, beforeEach, describe, expect, it, type MockInstance, vi } from "vitest";
import { runResidua } from "../../../src/cli/run-residua.ts";

let root: string;
let out: MockInstance<typeof console.log>;
let err: MockInstance<typeof console.error>;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "residua-"));
  out = vi.spyOn(console, "log").mockImplementation(() => undefined);
  err = vi.spyOn(console, "error").mockImplementation(() => undefined);
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(root, { recursive: true });
});
const printed = (spy: { mock: { calls: unknown[][] } }) => spy.mock.calls.map((call) => call.join(" "));

describe("residua dataset import", () => {
  it("writes an index of a published set and says what is in it", async () => {
    const png = encode({ width: 8, height: 8, channels: 1, data: new Uint8Array(64) });
    const paths: string[] = [];
    const studies: string[] = [];
    for (let patient = 1; patient <= 10; patient++) {
      const study = `train/XR_HAND/patient0000${patient}/study1_negative`;
      await mkdir(join(root, study), { recursive: true });
      await writeFile(join(root, study, "image1.png"), png);
      paths.push(`MURA-v1.1/${study}/image1.png`, `MURA-v1.1/${study}/image2.png`);
      studies.push(`MURA-v1.1/${study}/,0`);
    }
    await writeFile(join(root, "train_image_paths.csv"), paths.join("\n"));
    await writeFile(join(root, "train_labeled_studies.csv"), studies.join("\n"));
    const index = join(root, "index.csv");
    const call = [
      "dataset",
      "import",
      "--from",
      "mura",
      root,
      "--out",
      index,
      "--split",
      "train=0.7,val=0.3",
    ];
    expect(await runResidua(call)).toBe(0);
    expect(printed(out)).toEqual([
      "train, normal: 7 images of 7 patients",
      "val, normal: 3 images of 3 patients",
      `Wrote 10 images to ${index}.`,
    ]);
    expect(printed(err)).toEqual(["Left out: 10 images that are not in the folder."]);
    const text = await readFile(index, "utf8");
    expect(text).toContain("./train/XR_HAND/patient00001/study1_negative/image1.png,patient00001,");
    expect(await runResidua([...call, "--seed", "1"])).toBe(0);
    expect(await readFile(index, "utf8")).toBe(text);
  });

  it("explains a wrong call", async () => {
    const cases: [call: string[], sentence: string][] = [
      [[], "residua dataset import --from SET"],
      [["export", root], "residua dataset import --from SET"],
      [["import"], "Name one folder"],
      [["import", root, "--out", "i.csv"], "--from takes one of mura, chexpert"],
      [["import", root, "--from", "toString", "--out", "i.csv"], "--from takes one of"],
      [["import", root, "--from", "mura"], "--out takes the path"],
    ];
    for (const [call, sentence] of cases) {
      err.mockClear();
      expect(await runResidua(["dataset", ...call]), call.join(" ")).toBe(2);
      expect(printed(err).join("\n")).toContain(sentence);
    }
    expect(
      await runResidua(["dataset", "import", root, "--from", "mura", "--out", join(root, "i.csv")]),
    ).toBe(1);
  });
});
