import { isAway } from "./slice-store.ts";

export interface PatienceOptions {
  readonly signal: AbortSignal;
  /** How long a database may be away, ms. Default five minutes. */
  readonly longest?: number;
  readonly onWait?: (error: unknown) => void;
}

/** Tries again while the database is away, as during its restart. @throws what else went wrong; the signal's reason */
export async function patiently<T>(
  action: () => Promise<T>,
  { signal, longest = 300_000, onWait }: PatienceOptions,
): Promise<T> {
  const end = Date.now() + longest;
  for (let wait = 250; ; wait = Math.min(2 * wait, 5000)) {
    try {
      return await action();
    } catch (error) {
      signal.throwIfAborted();
      if (!isAway(error) || Date.now() > end) throw error;
      onWait?.(error);
      await pause(wait, signal);
    }
  }
}

/** Waits, or ends at once when the signal is aborted; it does not throw. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener("abort", end, { once: true });
  });
}
