import { ResiduaError } from "../../errors/index.ts";
import { type CatalogueOptions, catalogue, queueMissing } from "../store/catalogue.ts";
import { memoryOf } from "../store/memory.ts";
import { pause } from "../worker/patience.ts";
import { isAway } from "../worker/slice-store.ts";
import type { Source, SourceMemory } from "./source.ts";

export interface WatchOptions extends CatalogueOptions {
  readonly source: Source;
  readonly signal: AbortSignal;
  /** Between two looks at the source, ms. Default 10,000. */
  readonly interval?: number;
  /** No more is queued while so many series wait. Default 10,000. */
  readonly mostWaiting?: number;
  readonly onEvent?: (event: WatchEvent) => void;
}

export type WatchEvent =
  | { readonly kind: "queued"; readonly jobs: number }
  | { readonly kind: "away" | "full"; readonly text: string };

/**
 * Queues what comes, until it is told to end. A source or database that is away is asked again later; nothing is
 * lost, since the watermark moves only past what has been queued.
 */
export async function watchSource(options: WatchOptions): Promise<void> {
  const { source, store, signal, interval = 10_000, onEvent = () => {} } = options;
  const memory = memoryOf(source.id, store.db);
  let missingQueued = false;
  while (!signal.aborted) {
    try {
      if (!missingQueued) {
        const jobs = await queueMissing(options);
        if (jobs > 0) onEvent({ kind: "queued", jobs });
        missingQueued = true;
      }
      await lookOnce(options, memory);
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof ResiduaError) && !isAway(error)) throw error;
      onEvent({ kind: "away", text: error instanceof Error ? error.message : "The source is away." });
    }
    await pause(interval, signal);
  }
}

/** One look at a source: all that is new is queued. @returns how many jobs */
export async function lookOnce(
  options: Omit<WatchOptions, "interval">,
  memory: SourceMemory = memoryOf(options.source.id, options.store.db),
): Promise<number> {
  const { source, signal, onEvent = () => {} } = options;
  let sent = 0;
  for await (const found of source.poll(signal, memory)) {
    await makeRoom(options);
    signal.throwIfAborted();
    const jobs = (await catalogue(source.id, found, options)) ?? 0;
    if (jobs > 0) onEvent({ kind: "queued", jobs });
    sent += jobs;
  }
  return sent;
}

/** Back-pressure: a full queue stops the search, not the workers. */
async function makeRoom({
  queue,
  signal,
  mostWaiting = 10_000,
  onEvent = () => {},
}: WatchOptions): Promise<void> {
  let said = false;
  while (!signal.aborted && (await queue.depth()) >= mostWaiting) {
    if (!said)
      onEvent({ kind: "full", text: `${mostWaiting} series wait; no more are queued until some are done.` });
    said = true;
    await pause(1000, signal);
  }
}
