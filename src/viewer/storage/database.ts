/** Values kept in the browser under keys; they last until they are deleted or the browser's data are cleared. */
export interface Database {
  get(key: string): Promise<unknown>;
  /** Every value. */
  all(): Promise<unknown[]>;
  set(key: string, value: unknown): Promise<void>;
  delete(key: string): Promise<void>;
  clear(): Promise<void>;
}

const store = "values";

/**
 * An IndexedDB database with one store. Each method rejects with a DOMException where the browser keeps nothing, as in
 * some private windows, or has no room left (`QuotaExceededError`).
 */
export function openDatabase(name: string): Database {
  let opened: Promise<IDBDatabase> | undefined;

  function open(): Promise<IDBDatabase> {
    opened ??= new Promise((resolve, reject) => {
      const request = indexedDB.open(name, 1);
      request.onupgradeneeded = () => request.result.createObjectStore(store);
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    return opened;
  }

  async function run<Result>(
    mode: IDBTransactionMode,
    act: (values: IDBObjectStore) => IDBRequest<Result>,
  ): Promise<Result> {
    const transaction = (await open()).transaction(store, mode);
    return new Promise((resolve, reject) => {
      const request = act(transaction.objectStore(store));
      // A write counts once the transaction is complete: quota is checked at its end.
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error ?? request.error);
      transaction.onerror = () => reject(transaction.error ?? request.error);
    });
  }

  return {
    get: (key) => run<unknown>("readonly", (values) => values.get(key)),
    all: () => run<unknown[]>("readonly", (values) => values.getAll()),
    async set(key, value) {
      await run("readwrite", (values) => values.put(value, key));
    },
    delete: (key) => run("readwrite", (values) => values.delete(key)),
    clear: () => run("readwrite", (values) => values.clear()),
  };
}
