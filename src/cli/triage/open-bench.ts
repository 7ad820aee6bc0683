import { createHash } from "node:crypto";
import { mkdir, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { DataError } from "../../errors/index.ts";
import { openQueue, type Queue } from "../../triage/queue/queue.ts";
import { dicomWebSource } from "../../triage/sources/dicom-web-source.ts";
import { folderSource } from "../../triage/sources/folder-source.ts";
import type { Source } from "../../triage/sources/source.ts";
import { openStore, type Store } from "../../triage/store/open-store.ts";
import { takeLock } from "../folder-lock.ts";
import { UsageError } from "../usage-error.ts";

/** Store and queue, open. */
export interface TriageBench {
  readonly store: Store;
  readonly queue: Queue;
  /** The embedded database's folder; undefined with a Postgres. */
  readonly folder?: string;
  close(): Promise<void>;
}

/** @param since day from which on studies are searched, YYYYMMDD */
export async function openSources(names: readonly string[], since: string | undefined): Promise<Source[]> {
  if (since !== undefined && !/^\d{8}$/.test(since))
    throw new UsageError("--since takes a day, as 20261123.");
  return Promise.all(names.map((name) => openSource(name, since)));
}

async function openSource(name: string, since: string | undefined): Promise<Source> {
  if (/^https?:\/\//.test(name)) {
    if (!URL.canParse(name)) throw new UsageError(`${name} is no address of a DICOMweb service.`);
    const authorization = process.env.RESIDUA_AUTHORIZATION;
    return dicomWebSource({
      url: name,
      since,
      headers: () => (authorization ? { Authorization: authorization } : {}),
    });
  }
  const found = await stat(name).catch((cause: unknown) => {
    throw new DataError(`${name} cannot be read; check the path.`, { cause });
  });
  if (!found.isDirectory()) throw new UsageError(`${name} is a file; name its folder.`);
  return folderSource(name);
}

export interface OpenBenchOptions {
  /** Of the embedded database. */
  readonly folder?: string | undefined;
  /** Whose list it is: the default folder is made of their names. */
  readonly sources: readonly Source[];
}

/** Opens the Postgres that DATABASE_URL names, or the embedded database, which one process alone may use. */
export async function openBench({ folder, sources }: OpenBenchOptions): Promise<TriageBench> {
  const url = process.env.DATABASE_URL || undefined;
  if (url !== undefined) {
    if (folder !== undefined) throw new UsageError("Leave --database out, or unset DATABASE_URL.");
    return withQueue(await openStore({ url }), async () => {});
  }
  const own = resolve(folder ?? defaultFolder(sources));
  await mkdir(own, { recursive: true, mode: 0o700 });
  const unlock = await takeLock(own, `the worklist in ${own}`);
  try {
    const store = await openStore({ folder: join(own, "postgres") });
    return { ...(await withQueue(store, unlock)), folder: own };
  } catch (error) {
    await unlock();
    throw error;
  }
}

async function withQueue(store: Store, unlock: () => Promise<void>): Promise<TriageBench> {
  try {
    const queue = await openQueue(store);
    return {
      store,
      queue,
      async close() {
        await queue.close();
        await store.close();
        await unlock();
      },
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}

function defaultFolder(sources: readonly Source[]): string {
  const name = createHash("sha256")
    .update(JSON.stringify(sources.map(({ id }) => id)))
    .digest("hex");
  return join(homedir(), ".residua", "triage", name.slice(0, 16));
}
