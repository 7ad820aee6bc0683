import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runResidua } from "../../../src/cli/run-residua.ts";
import { folderBundleSource } from "../../../src/dataset/folder-bundle-source.ts";
import { readBundle } from "../../../src/vae/bundle.ts";
import { printed, quietConsole } from "./quiet-console.ts";
import { makeTinyDataSet } from "./tiny-data-set.ts";

const quiet = quietConsole();
let folder: string;
let call: string[];

beforeAll(async () => {
  const { folder: made, preset } = await makeTinyDataSet();
  folder = made;
  const index = join(made, "discs/index.csv");
  call = ["train", "--data", index, "--out", join(folder, "bundle"), "--cache", join(folder, "cache")];
  call.push("--preset", preset);
});
afterAll(() => rm(folder, { recursive: true }));

const said = () => printed(quiet.err).join("\n");

describe("residua train --seeds", () => {
  it("keeps the best of the runs, whose card tells the figures of all", async () => {
    expect(await runResidua([...call, "--seeds", "4,9"]), said()).toBe(0);
    const card = await readFile(join(folder, "bundle/CARD.md"), "utf8");
    const rows = card.match(/^\| (4|9)( \(this one\))? \|.*$/gm) ?? [];
    expect(rows).toHaveLength(2);
    const merits = rows.map((row) => {
      const cells = row.split("|").map(Number);
      const header = /^\| seed \|.*$/m
        .exec(card)![0]
        .split("|")
        .map((name) => name.trim());
      return cells[header.indexOf("image AUROC")]! + (cells[header.indexOf("pixel AP")] ?? 0);
    });
    const chosen = rows.findIndex((row) => row.includes("(this one)"));
    expect(merits[chosen]).toBe(Math.max(...merits));
    // The card was written last: every file still has the hash that bundle.json names.
    const { sha256 } = await readBundle(folderBundleSource(join(folder, "bundle")), {});
    const metrics = JSON.parse(await readFile(join(folder, "bundle/training/metrics.json"), "utf8"));
    expect(metrics.model.sha256).toBe(sha256);
  });

  it("refuses what is not two or more different seeds", async () => {
    for (const seeds of ["1", "2,2", "1,x"]) {
      expect(await runResidua([...call, "--seeds", seeds])).toBe(2);
      expect(said()).toContain("--seeds");
    }
    expect(await runResidua([...call, "--seeds", "1,2", "--seed", "3"])).toBe(2);
  });
});
