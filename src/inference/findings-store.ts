import type { FrameFacts, SliceFindings } from "../scoring/slice-findings.ts";

/** Which image it is, and which frame of it. */
export type StoredImage = Pick<FrameFacts, "SOPInstanceUID" | "frameNumber">;

/** Findings by image and model, kept in the browser from one visit to the next. Nothing leaves the browser. */
export interface FindingsStore {
  /** What is kept of each image under a model's SHA-256; undefined where there is nothing. */
  load(model: string, images: readonly StoredImage[]): Promise<(SliceFindings | undefined)[]>;
  /** An image without a SOP Instance UID is not kept. */
  keep(findings: SliceFindings): Promise<void>;
  count(): Promise<number>;
  clear(): Promise<void>;
}

export interface FindingsStoreOptions {
  /** The database's name. */
  readonly name?: string;
  /** Images whose findings are kept; the oldest go first. Default 20,000: some 40 MB. */
  readonly maximum?: number;
}

interface Entry {
  readonly key: string;
  /** When it was kept, ms since 1970; what goes first. */
  readonly kept: number;
  readonly findings: SliceFindings;
}

/** Raise it when SliceFindings changes: what an older version kept is dropped. */
const version = 1;
const store = "findings";
/** Counting is cheap but not free: old entries are looked for once in so many writes. */
const writesBetweenEvictions = 64;

/**
 * Findings in IndexedDB. Where the browser keeps nothing, as in some private windows, or has no room left, the store
 * is empty and stays so: nothing is worth a message to a user who can scan again.
 */
export function openFindingsStore({
  name = "residua-findings",
  maximum = 20_000,
}: FindingsStoreOptions = {}): FindingsStore {
  let opened: Promise<IDBDatabase> | undefined;
  let writes = 0;

  function open(): Promise<IDBDatabase> {
    opened ??= new Promise((resolve, reject) => {
      const request = indexedDB.open(name, version);
      request.onupgradeneeded = () => {
        const { result: database } = request;
        if (database.objectStoreNames.contains(store)) database.deleteObjectStore(store);
        database.createObjectStore(store, { keyPath: "key" }).createIndex("kept", "kept");
      };
      request.onsuccess = () => {
        // Another tab with a newer version must not wait for this one.
        request.result.onversionchange = () => request.result.close();
        resolve(request.result);
      };
      request.onerror = () => reject(request.error);
    });
    return opened;
  }

  /** Runs one transaction; `otherwise` where there is no storage. */
  async function run<Result>(
    mode: IDBTransactionMode,
    otherwise: Result,
    act: (entries: IDBObjectStore) => () => Result,
  ): Promise<Result> {
    try {
      const transaction = (await open()).transaction(store, mode);
      return await new Promise((resolve, reject) => {
        const result = act(transaction.objectStore(store));
        transaction.oncomplete = () => resolve(result());
        transaction.onabort = () => reject(transaction.error);
      });
    } catch {
      return otherwise;
    }
  }

  function evict(entries: IDBObjectStore): void {
    const counting = entries.count();
    counting.onsuccess = () => {
      let excess = counting.result - maximum;
      if (excess <= 0) return;
      const cursor = entries.index("kept").openCursor();
      cursor.onsuccess = () => {
        if (!cursor.result || excess-- <= 0) return;
        cursor.result.delete();
        cursor.result.continue();
      };
    };
  }

  return {
    load(model, images) {
      const none = images.map(() => undefined);
      return run<(SliceFindings | undefined)[]>("readonly", none, (entries) => {
        const requests = images.map(
          (image) => entries.get(keyOf(model, image)) as IDBRequest<Entry | undefined>,
        );
        return () => requests.map(({ result }) => result?.findings);
      });
    },
    keep(findings) {
      if (findings.SOPInstanceUID === "") return Promise.resolve();
      return run("readwrite", undefined, (entries) => {
        const entry: Entry = { key: keyOf(findings.model.sha256, findings), kept: Date.now(), findings };
        entries.put(entry);
        if (writes++ % writesBetweenEvictions === 0) evict(entries);
        return () => undefined;
      });
    },
    count() {
      return run("readonly", 0, (entries) => {
        const counting = entries.count();
        return () => counting.result;
      });
    },
    clear() {
      return run("readwrite", undefined, (entries) => {
        entries.clear();
        return () => undefined;
      });
    },
  };
}

function keyOf(model: string, { SOPInstanceUID, frameNumber }: StoredImage): string {
  return `${model}/${SOPInstanceUID}/${frameNumber}`;
}
