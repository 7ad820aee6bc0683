import { spawn } from "node:child_process";
import { once } from "node:events";
import { watch } from "node:fs";
import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { runResidua } from "../../../src/cli/run-residua.ts";
import { trainingFolder } from "../../../src/cli/training-folder.ts";
import { decodeCheckpoint } from "../../../src/training/checkpoint.ts";
import { makeTinyDataSet } from "./tiny-data-set.ts";

const driver = fileURLToPath(new URL("run-from-sources.mjs", import.meta.url));

let folder: string;
let preset: string;
beforeAll(async () => {
  ({ folder, preset } = await makeTinyDataSet());
});
afterAll(() => rm(folder, { recursive: true }));
beforeEach(() => {
  vi.spyOn(console, "log").mockImplementation(() => undefined);
  vi.spyOn(process.stderr, "write").mockReturnValue(true);
});
afterEach(() => void vi.restoreAllMocks());

const path = (name: string) => join(folder, name);
const train = (bundle: string, ...more: string[]) => [
  ...["train", "--data", path("discs"), "--out", path(bundle), "--cache", path("cache")],
  ...more,
];

/** metrics.jsonl but for the time it took. */
async function figuresIn(run: string): Promise<unknown[]> {
  const lines = (await readFile(join(run, "metrics.jsonl"), "utf8")).trimEnd().split("\n");
  return lines.map((line) => {
    const { seconds, imagesPerSecond, ...figures } = JSON.parse(line);
    expect(seconds).toBeGreaterThan(0);
    expect(imagesPerSecond).toBeGreaterThan(0);
    return figures;
  });
}

/** Runs a command in a process of its own and sends it a signal as soon as such a file is touched in the folder. */
async function endAt(
  file: RegExp,
  watched: string,
  args: readonly string[],
  sent: "SIGKILL" | "SIGINT",
): Promise<{ code: number | null; signal: string | null; said: string }> {
  const child = spawn(process.execPath, [driver, ...args], { stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  let ended = false;
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  const watcher = watch(watched, (_event, name) => {
    // A second Ctrl-C would end the process at once.
    if (ended || name === null || !file.test(name)) return;
    ended = true;
    child.kill(sent);
  });
  const [code, signal] = (await once(child, "close")) as [number | null, string | null];
  watcher.close();
  return { code, signal, said };
}

/** The signal that ended the process. */
async function killAt(file: RegExp, watched: string, args: readonly string[]): Promise<string | null> {
  const { signal } = await endAt(file, watched, args, "SIGKILL");
  return signal;
}

describe("a training that is killed", { timeout: 180_000 }, () => {
  it("goes on to the same weights as one that is not, whenever it was killed", async () => {
    const settings = ["--preset", preset, "--epochs", "24"];
    expect(await runResidua(train("whole", ...settings))).toBe(0);

    const run = trainingFolder(path("cache"), path("killed")).path;
    await mkdir(run, { recursive: true });
    const writing = /^checkpoint\.bin\.\d+\.tmp$/;
    expect(await killAt(writing, run, train("killed", ...settings))).toBe("SIGKILL");
    expect(await killAt(/^metrics\.jsonl$/, run, train("killed", "--resume"))).toBe("SIGKILL");
    // As the training sets off, with the lock taken over from the one before.
    expect(await killAt(/^commands\.txt$/, run, train("killed", "--resume"))).toBe("SIGKILL");
    expect(await readdir(folder)).not.toContain("killed");
    const figures = await readFile(join(run, "metrics.jsonl"), "utf8");
    expect(figures.trimEnd().split("\n").length).toBeLessThan(24);

    expect(await runResidua(train("killed", "--resume"))).toBe(0);
    for (const file of ["encoder/weights.bin", "decoder/weights.bin", "calibration.json"]) {
      const [whole, killed] = await Promise.all([
        readFile(path(`whole/${file}`)),
        readFile(path(`killed/${file}`)),
      ]);
      expect(killed.equals(whole), file).toBe(true);
    }
    const wholeRun = trainingFolder(path("cache"), path("whole")).path;
    expect(await figuresIn(run)).toEqual(await figuresIn(wholeRun));
    // Full precision, moments and random state included.
    const [whole, killed] = await Promise.all(
      [wholeRun, run].map((each) => readFile(join(each, "checkpoint.bin"))),
    );
    expect(killed?.equals(whole as Buffer)).toBe(true);
  });

  it("keeps whole epochs at Ctrl-C, says how to go on, and lets the next run in", async () => {
    const settings = ["--preset", preset, "--epochs", "24"];
    const { path: run, ...folderOfRun } = trainingFolder(path("cache"), path("stopped"));
    await mkdir(run, { recursive: true });
    const { code, said } = await endAt(/^metrics\.jsonl$/, run, train("stopped", ...settings), "SIGINT");
    expect(code, said).toBe(130);
    expect(said).toMatch(/Whole epochs are kept; go on with: npx residua train .*--resume\n.*Interrupted\./);
    expect(await readdir(folder)).not.toContain("stopped");
    const epochs = await folderOfRun.readFigures();
    const checkpoint = decodeCheckpoint((await folderOfRun.checkpoints.read()) as Uint8Array);
    expect(checkpoint.epochs).toBe(epochs.length);
    expect(epochs.length).toBeLessThan(24);
    const release = await folderOfRun.lock();
    await release();

    expect(await runResidua(train("stopped", "--resume"))).toBe(0);
    const [whole, stopped] = await Promise.all(
      ["whole", "stopped"].map((bundle) => readFile(path(`${bundle}/decoder/weights.bin`))),
    );
    expect(stopped?.equals(whole as Buffer)).toBe(true);
  });
});
