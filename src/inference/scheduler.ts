export type Priority = "visible" | "background";

export interface RequestOptions {
  /** Requests of the same key that are open at the same time share one run; without a key nothing is shared. */
  readonly key?: string | undefined;
  readonly priority: Priority;
  readonly signal?: AbortSignal | undefined;
}

/** Decides which job runs next. One job runs at a time. */
export interface Scheduler<Job, Result> {
  /** Rejects with the job's error, or with the signal's reason at once when aborted. */
  request(job: Job, options: RequestOptions): Promise<Result>;
  /** Rejects all that waits or runs, and every later request, with `reason`. */
  close(reason: unknown): void;
}

interface Waiter<Result> {
  readonly resolve: (result: Result) => void;
  readonly reject: (reason: unknown) => void;
  readonly signal: AbortSignal | undefined;
  readonly onAbort: () => void;
}

interface Entry<Job, Result> {
  readonly job: Job;
  readonly key: string | undefined;
  readonly abort: AbortController;
  readonly waiters: Set<Waiter<Result>>;
  priority: Priority;
  /** Rises with every request, also with one that joins. */
  stamp: number;
}

/**
 * Runs jobs one at a time: visible ones before background ones, the newest visible one first (who scrolls fast
 * waits for the image in front of them, not for those that went by), background ones in their order.
 *
 * A job is given up only when all who asked for it have aborted: dropped when it waits, told by its signal when it
 * runs. The place of a running job is free again when its promise settles.
 */
export function createScheduler<Job, Result>(
  run: (job: Job, signal: AbortSignal) => Promise<Result>,
): Scheduler<Job, Result> {
  type E = Entry<Job, Result>;
  const waiting = new Set<E>();
  const shared = new Map<string, E>();
  let running: E | undefined;
  let stamps = 0;
  let closed: { readonly reason: unknown } | undefined;

  function next(): E | undefined {
    let best: E | undefined;
    for (const entry of waiting) {
      if (!best || precedes(entry, best)) best = entry;
    }
    return best;
  }

  function forget(entry: E): void {
    waiting.delete(entry);
    if (entry.key !== undefined && shared.get(entry.key) === entry) shared.delete(entry.key);
  }

  function settle(entry: E, deliver: (waiter: Waiter<Result>) => void): void {
    forget(entry);
    for (const waiter of entry.waiters) {
      waiter.signal?.removeEventListener("abort", waiter.onAbort);
      deliver(waiter);
    }
    entry.waiters.clear();
  }

  function advance(): void {
    if (running) return;
    const entry = next();
    if (!entry) return;
    waiting.delete(entry);
    running = entry;
    const free = () => {
      running = undefined;
      advance();
    };
    // A run that throws at once is a run that failed.
    new Promise<Result>((resolve) => resolve(run(entry.job, entry.abort.signal))).then(
      (result) => {
        settle(entry, (waiter) => waiter.resolve(result));
        free();
      },
      (error: unknown) => {
        settle(entry, (waiter) => waiter.reject(error));
        free();
      },
    );
  }

  function leave(entry: E, waiter: Waiter<Result>): void {
    entry.waiters.delete(waiter);
    waiter.reject(waiter.signal?.reason);
    if (entry.waiters.size > 0) return;
    // Whoever asks again from here on starts anew: this run is on its way out.
    forget(entry);
    entry.abort.abort(waiter.signal?.reason);
  }

  return {
    request(job, { key, priority, signal }) {
      if (closed) return Promise.reject(closed.reason);
      if (signal?.aborted) return Promise.reject(signal.reason);
      let entry = key === undefined ? undefined : shared.get(key);
      stamps += 1;
      if (entry) {
        if (priority === "visible") {
          entry.priority = "visible";
          entry.stamp = stamps;
        }
      } else {
        entry = { job, key, abort: new AbortController(), waiters: new Set(), priority, stamp: stamps };
        waiting.add(entry);
        if (key !== undefined) shared.set(key, entry);
      }
      const joined = entry;
      return new Promise<Result>((resolve, reject) => {
        const waiter: Waiter<Result> = { resolve, reject, signal, onAbort: () => leave(joined, waiter) };
        joined.waiters.add(waiter);
        signal?.addEventListener("abort", waiter.onAbort, { once: true });
        advance();
      });
    },
    close(reason) {
      if (closed) return;
      closed = { reason };
      const entries = running ? [...waiting, running] : [...waiting];
      for (const entry of entries) {
        settle(entry, (waiter) => waiter.reject(reason));
        entry.abort.abort(reason);
      }
    },
  };
}

function precedes(
  a: { priority: Priority; stamp: number },
  b: { priority: Priority; stamp: number },
): boolean {
  if (a.priority !== b.priority) return a.priority === "visible";
  return a.priority === "visible" ? a.stamp > b.stamp : a.stamp < b.stamp;
}
