import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { takeLock } from "../../../src/cli/folder-lock.ts";
import { trainingFolder } from "../../../src/cli/training-folder.ts";
import { TrainingError } from "../../../src/errors/index.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "residua-"));
});
afterEach(() => rm(folder, { recursive: true }));

describe("the lock of a training folder", () => {
  const path = () => join(folder, "lock-3");
  const take = () => takeLock(folder, "the bundle");

  it("is held by one only, and given back", async () => {
    const release = await take();
    await expect(take()).rejects.toThrow(TrainingError);
    await expect(take()).rejects.toThrow(`Process ${process.pid} on ${hostname()} is at work on the bundle.`);
    await release();
    await (await take())();
    expect(await readdir(folder)).toEqual(["lock-2"]);
  });

  it("goes to one of many that want it at once, stale or not", async () => {
    const dead = JSON.stringify({ host: hostname(), process: process.pid, started: "none" });
    for (let round = 0; round < 20; round += 1) {
      if (round % 2 === 1) await writeFile(join(folder, `lock-${round}`), dead);
      const results = await Promise.allSettled(Array.from({ length: 8 }, take));
      const releases = results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
      expect(releases).toHaveLength(1);
      await releases[0]?.();
    }
  });

  it("is taken over from a process that was killed", async () => {
    const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
    await once(child, "spawn");
    const holder = { host: hostname(), process: child.pid, started: "" };
    await writeFile(path(), JSON.stringify(holder));
    child.kill("SIGKILL");
    await once(child, "exit");
    await (await take())();
  });

  it.runIf(process.platform === "linux")("is taken over when another process got the number", async () => {
    await writeFile(path(), JSON.stringify({ host: hostname(), process: process.pid, started: "1" }));
    await (await take())();
  });

  it("is left to a process of another machine", async () => {
    await writeFile(path(), JSON.stringify({ host: "elsewhere", process: 1, started: "1" }));
    await expect(take()).rejects.toThrow(/on elsewhere.*delete .*lock/);
  });
});

describe("trainingFolder", () => {
  it("keeps a line of figures an epoch, each once, beside the checkpoint", async () => {
    const run = trainingFolder(folder, join(folder, "bundle"));
    const release = await run.lock();
    const record = (epoch: number) => ({
      epoch,
      loss: 0.5,
      reconstruction: 0.25,
      kl: 3,
      gradientNorm: 1,
      learningRate: 0.001,
    });
    const pace = (seconds: number) => ({ seconds, imagesPerSecond: 100 / seconds });
    await run.checkpoints.write(new Uint8Array([1]), [record(1)], pace(10));
    // Killed between the figures of an epoch and its checkpoint, the epoch is run and written again.
    for (const seconds of [20, 25])
      await run.checkpoints.write(new Uint8Array([2]), [record(1), record(2)], pace(seconds));
    const lines = (await readFile(join(run.path, "metrics.jsonl"), "utf8")).trimEnd().split("\n");
    const expected = [
      { ...record(1), ...pace(10) },
      { ...record(2), ...pace(25) },
    ];
    expect(lines.map((line) => JSON.parse(line))).toEqual(expected);
    expect(await run.readFigures()).toEqual(expected);
    expect(await run.checkpoints.read()).toEqual(new Uint8Array([2]));
    await expect(trainingFolder(folder, join(folder, "bundle")).lock()).rejects.toThrow(/bundle/);
    await (await trainingFolder(folder, join(folder, "other")).lock())();
    await release();
  });
});
