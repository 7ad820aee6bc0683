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

/** What is kept of one image, and since when. */
export interface StoredFindings {
  /** ms since 1970. */
  readonly kept: number;
  readonly findings: SliceFindings;
}

/** `refused`: the browser keeps nothing for this page; `full`: there is no room left. */
export type StorageTrouble = "refused" | "full";

/** The store as whoever manages it sees it. */
export interface FindingsArchive extends FindingsStore {
  /** Why the last access failed; undefined where all is well. */
  readonly trouble: StorageTrouble | undefined;
  /** The oldest first. @param limit at most so many */
  entries(limit?: number): Promise<StoredFindings[]>;
}

export interface FindingsStoreOptions {
  /** The database's name. */
  readonly name?: string;
  /** Images whose findings are kept; the oldest go first. Default `maximumImages`: some 40 MB. */
  readonly maximum?: number;
}

interface Entry extends StoredFindings {
  readonly key: string;
}

/** Raise it when SliceFindings changes: what an older version kept is dropped. */
const version = 1;
const store = "findings";
/** Images whose findings are kept by default. */
export const maximumImages = 20_000;
/** Counting is cheap but not free: old entries are looked for once in so many writes. */
const writesBetweenEvictions = 64;

/**
 * Findings in IndexedDB. Where the browser keeps nothing, as in some private windows, or has no room left, the store
 * is empty and stays so, and `trouble` says why: a user who can scan again need not be told in the midst of reading.
 */
export function openFindingsStore({
  name = "residua-findings",
  maximum = maximumImages,
}: FindingsStoreOptions = {}): FindingsArchive {
  let opened: Promise<IDBDatabase> | undefined;
  let writes = 0;
  let trouble: StorageTrouble | undefined;

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
      const done = await new Promise<Result>((resolve, reject) => {
        const result = act(transaction.objectStore(store));
        transaction.oncomplete = () => resolve(result());
        transaction.onabort = () => reject(transaction.error);
      });
      trouble = undefined;
      return done;
    } catch (error) {
      trouble = error instanceof DOMException && error.name === "QuotaExceededError" ? "full" : "refused";
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
    get trouble() {
      return trouble;
    },
    entries(limit) {
      return run<StoredFindings[]>("readonly", [], (entries) => {
        const reading = entries.index("kept").getAll(null, limit) as IDBRequest<Entry[]>;
        return () => reading.result.map(({ kept, findings }) => ({ kept, findings }));
      });
    },
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
