import { createHash } from "node:crypto";
import { mkdir, readFile, rm } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { TrainingError } from "../errors/index.ts";
import type { CheckpointStore, EpochPace, EpochRecord } from "../training/checkpoint.ts";
import type { Preset } from "../training/preset.ts";
import { writeWhole } from "./files.ts";
import { takeLock } from "./folder-lock.ts";
import { parsePresetText } from "./presets.ts";

/** A line of metrics.jsonl. */
export type EpochLine = EpochRecord & Partial<EpochPace>;

/** Where a run keeps its settings and its checkpoint: what `--resume` goes on from. */
export interface TrainingFolder {
  readonly path: string;
  /** With each checkpoint, metrics.jsonl gets a line an epoch. */
  readonly checkpoints: CheckpointStore;
  /** Keeps other runs out. @returns lets them in. @throws TrainingError when another run is at work here */
  lock(): Promise<() => Promise<void>>;
  /** @throws TrainingError when nothing was begun here */
  readPreset(): Promise<Preset>;
  /** Begins anew: an earlier checkpoint is removed. */
  begin(preset: Preset): Promise<void>;
  /** The figures of all epochs that are in the checkpoint, as metrics.jsonl has them. */
  readFigures(): Promise<EpochLine[]>;
  /** Adds a command to those that made the bundle. @returns all of them, oldest first */
  note(command: string): Promise<string[]>;
}

/** @param out the bundle's folder: each has its own run */
export function trainingFolder(cache: string, out: string): TrainingFolder {
  const id = createHash("sha256").update(resolve(out)).digest("hex").slice(0, 8);
  const path = join(cache, "training", `${basename(resolve(out))}-${id}`);
  const checkpoint = join(path, "checkpoint.bin");
  const figures = join(path, "metrics.jsonl");
  const settings = join(path, "preset.json");
  const commands = join(path, "commands.txt");
  return {
    path,
    checkpoints: {
      async write(bytes, history, pace) {
        // Anew each time: lines that were only added would be doubled by a run taken up after a crash in between.
        const paces = (await readFigures(figures)).slice(0, history.length - 1).map(paceOf);
        const lines = history.map((record, index) => ({ ...record, ...[...paces, pace][index] }));
        await writeWhole(figures, lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
        await writeWhole(checkpoint, bytes);
      },
      async read() {
        const bytes = await readFile(checkpoint).catch(ifMissing(undefined));
        return bytes && new Uint8Array(bytes);
      },
    },
    async lock() {
      await mkdir(path, { recursive: true });
      return takeLock(path, `the training of ${out}`);
    },
    async readPreset() {
      const text = await readFile(settings, "utf8").catch(ifMissing(undefined));
      if (text !== undefined) return parsePresetText(text, settings);
      throw new TrainingError(`No training of ${out} was begun here; start it without --resume.`);
    },
    readFigures: () => readFigures(figures),
    async begin(preset) {
      await rm(checkpoint, { force: true });
      await rm(figures, { force: true });
      await rm(commands, { force: true });
      await writeWhole(settings, `${JSON.stringify(preset, null, 2)}\n`);
    },
    async note(command) {
      const before = await readFile(commands, "utf8").catch(ifMissing(""));
      await writeWhole(commands, `${before}${command}\n`);
      return [...before.split("\n").filter(Boolean), command];
    },
  };
}

async function readFigures(path: string): Promise<EpochLine[]> {
  const text = await readFile(path, "utf8").catch(ifMissing(""));
  return text
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as EpochLine);
}

/** A line that an earlier version wrote has none. */
function paceOf({ seconds, imagesPerSecond }: EpochLine): Partial<EpochPace> {
  return seconds === undefined || imagesPerSecond === undefined ? {} : { seconds, imagesPerSecond };
}

function ifMissing<T>(value: T): (error: unknown) => T {
  return (error) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return value;
    throw error;
  };
}
