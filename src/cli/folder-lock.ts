import { randomUUID } from "node:crypto";
import { link, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { TrainingError } from "../errors/index.ts";
import { writeWhole } from "./files.ts";

interface Holder {
  readonly host: string;
  readonly process: number;
  /** What tells a process from a later one of the same number; empty where the system does not say. */
  readonly started: string;
}

/**
 * Locks a folder, or takes it over from a process that has ended without giving it back. Whoever wants the lock makes
 * the file after the newest `lock-<number>`, so that of several that find the same stale one a single one succeeds.
 *
 * @param folder where the file is kept; one that is free or stale stays until the next is made
 * @param what the lock is for, in the error's sentence
 * @returns gives the lock back
 * @throws TrainingError when a running process, or one of another machine, holds it
 */
export async function takeLock(folder: string, what: string): Promise<() => Promise<void>> {
  const own = JSON.stringify({ host: hostname(), process: process.pid, started: await startOf(process.pid) });
  const whole = join(folder, `lock-of-${randomUUID()}`);
  await writeFile(whole, own);
  try {
    for (;;) {
      const newest = (await generations(folder)).at(-1) ?? 0;
      await checkFree(fileOf(folder, newest), what);
      const path = fileOf(folder, newest + 1);
      // A link comes into being with its content, so that no reader meets half of it.
      if (!(await succeeds(link(whole, path), "EEXIST"))) continue;
      const all = await generations(folder);
      if (all.at(-1) === newest + 1) {
        for (const older of all.slice(0, -1)) await rm(fileOf(folder, older), { force: true });
        return () => writeWhole(path, free);
      }
      // Others took and gave back newer ones meanwhile, and removed that which this one was made after.
      await rm(path, { force: true });
    }
  } finally {
    await rm(whole, { force: true });
  }
}

const free = "free\n";
const fileOf = (folder: string, generation: number) => join(folder, `lock-${generation}`);

/** The numbers of the lock files, ascending. */
async function generations(folder: string): Promise<number[]> {
  const numbers = (await readdir(folder)).map((name) => Number(/^lock-(\d+)$/.exec(name)?.[1] ?? 0));
  return numbers.filter((number) => number > 0).sort((a, b) => a - b);
}

async function checkFree(path: string, what: string): Promise<void> {
  const holder = parseHolder(await readFile(path, "utf8").catch(() => free));
  if (holder === undefined || (holder.host === hostname() && !(await isRunning(holder)))) return;
  throw new TrainingError(
    `Process ${holder.process} on ${holder.host} is at work on ${what}. Wait until it has ended, or choose another folder; if there is no such process, delete ${path}.`,
  );
}

function parseHolder(text: string): Holder | undefined {
  try {
    return JSON.parse(text) as Holder;
  } catch {
    return undefined;
  }
}

async function isRunning({ process: id, started }: Holder): Promise<boolean> {
  try {
    process.kill(id, 0);
  } catch (error) {
    if (hasCode(error, "ESRCH")) return false;
  }
  return (await startOf(id)) === started;
}

/** The time a process started, in ticks since the system did: field 22 of proc_pid_stat(5). Empty outside of Linux. */
async function startOf(id: number): Promise<string> {
  const stat = await readFile(`/proc/${id}/stat`, "utf8").catch(() => "");
  // The second field, the command's name, may hold spaces and ends with the last bracket.
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
}

/** `false` when it fails with this code. */
async function succeeds(action: Promise<void>, code: string): Promise<boolean> {
  try {
    await action;
    return true;
  } catch (error) {
    if (hasCode(error, code)) return false;
    throw error;
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
