import { ResiduaError } from "../../errors/index.ts";
import type { TriageModel } from "../models.ts";
import type { Queue, ScoringJob, TakenJob } from "../queue/queue.ts";
import type { Source } from "../sources/source.ts";
import type { Store } from "../store/open-store.ts";
import { summariseStudy } from "../store/summarise-study.ts";
import { defaultLease, recoverLost, startHeartbeat } from "./heartbeat.ts";
import { patiently, pause } from "./patience.ts";
import { scoreSeries, Unscorable } from "./score-series.ts";
import type { SliceScorer } from "./slice-scorer.ts";

export interface WorkerOptions {
  readonly store: Store;
  readonly queue: Queue;
  readonly sources: readonly Source[];
  readonly models: readonly TriageModel[];
  readonly scorer: SliceScorer;
  /** Ends the worker: the image at hand is finished or left, the series goes back to the queue. */
  readonly signal: AbortSignal;
  /** Wait between questions to an empty queue, ms. Default 1000. */
  readonly interval?: number;
  /** A worker that was not heard of for so long has ended, ms. Default 30,000. */
  readonly lease?: number;
  /** Ends once the queue is empty, instead of waiting for more. Default false. */
  readonly untilEmpty?: boolean;
  readonly onEvent?: (event: WorkerEvent) => void;
}

export type WorkerEvent =
  | { readonly kind: "slice" }
  | { readonly kind: "series" | "retry" | "recovered" | "waiting"; readonly text: string };

/** Takes series from the queue and scores them, until it is told to end. */
export async function runWorker(options: WorkerOptions): Promise<void> {
  const { store, queue, signal, interval = 1000, lease = defaultLease, onEvent = () => {} } = options;
  const onWait = () => onEvent({ kind: "waiting", text: "The database is away; trying again." });
  const heart = await startHeartbeat(store, { lease });
  let asked = 0;
  try {
    while (!signal.aborted) {
      const job = await patiently(
        async () => {
          if (Date.now() - asked > lease / 4) {
            await upkeep(options, lease);
            asked = Date.now();
          }
          return queue.take();
        },
        { signal, onWait },
      );
      if (job) await work(job, heart.workerId, options);
      else if (options.untilEmpty) return;
      else await pause(interval, signal);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    await heart.stop().catch(() => {});
  }
}

async function upkeep({ store, queue, onEvent = () => {} }: WorkerOptions, lease: number): Promise<void> {
  const recovered = await recoverLost(store, queue, lease);
  if (recovered > 0) {
    onEvent({ kind: "recovered", text: `${recovered} series of workers that ended are queued again.` });
  }
  await queue.takeDead((jobs) => bury(jobs, store));
}

async function work(job: TakenJob, workerId: string, options: WorkerOptions): Promise<void> {
  const { store, queue, signal, onEvent = () => {} } = options;
  const patience = { signal: new AbortController().signal, longest: 60_000 };
  try {
    const done = await scoreSeries(job.scoringId, {
      ...options,
      workerId,
      jobId: job.id,
      onSlice: () => onEvent({ kind: "slice" }),
    });
    if (!done) return;
    await patiently(() => queue.complete(job.id), patience);
    onEvent({ kind: "series", text: job.scoringId });
  } catch (error) {
    if (signal.aborted) {
      await patiently(() => giveBack(job, workerId, options), patience);
      return;
    }
    const reason = reasonOf(error);
    onEvent({ kind: "retry", text: reason });
    const forGood = error instanceof Unscorable;
    await patiently(() => note(job, reason, { store, queue, forGood }), patience);
    if (forGood) await patiently(() => queue.complete(job.id), patience);
  }
}

/** A graceful stop: what was scored stays, the rest waits for the next worker. */
async function giveBack(job: TakenJob, workerId: string, { store, queue }: WorkerOptions): Promise<void> {
  const { db } = store;
  await db.transaction().execute(async (transaction) => {
    const given = await transaction
      .updateTable("scoring")
      .from("series")
      .whereRef("series.uid", "=", "scoring.series_uid")
      .where("scoring.id", "=", job.scoringId)
      .where("scoring.worker_id", "=", workerId)
      .where("scoring.state", "=", "running")
      .set({ state: "queued", worker_id: null })
      .returning("series.study_uid")
      .executeTakeFirst();
    if (given) await summariseStudy(given.study_uid, transaction);
    await queue.release(job.id, transaction);
  });
}

async function note(
  { scoringId, id }: TakenJob,
  reason: string,
  { store, queue, forGood }: { store: Store; queue: Queue; forGood: boolean },
): Promise<void> {
  await store.db.transaction().execute(async (transaction) => {
    const noted = await transaction
      .updateTable("scoring")
      .from("series")
      .whereRef("series.uid", "=", "scoring.series_uid")
      .where("scoring.id", "=", scoringId)
      .where("scoring.state", "!=", "scored")
      .set({
        state: forGood ? "failed" : "queued",
        reason,
        worker_id: null,
        ...(forGood ? { finished_at: new Date() } : {}),
      })
      .returning("series.study_uid")
      .executeTakeFirst();
    if (noted) await summariseStudy(noted.study_uid, transaction);
    if (!forGood) await queue.fail(id, reason, transaction);
  });
}

/** Series whose last attempt has failed: their reason is that of the last. */
async function bury(jobs: readonly ScoringJob[], { db }: Store): Promise<void> {
  for (const { scoringId } of jobs) {
    await db.transaction().execute(async (transaction) => {
      const buried = await transaction
        .updateTable("scoring")
        .from("series")
        .whereRef("series.uid", "=", "scoring.series_uid")
        .where("scoring.id", "=", scoringId)
        .where("scoring.state", "in", ["queued", "running"])
        .set({ state: "failed", worker_id: null, finished_at: new Date() })
        .returning("series.study_uid")
        .executeTakeFirst();
      if (buried) await summariseStudy(buried.study_uid, transaction);
    });
  }
}

/** What the list shows; anything that was not foreseen without its details, which may hold patient data. */
function reasonOf(error: unknown): string {
  if (error instanceof ResiduaError || error instanceof Unscorable) return error.message;
  return `Scoring failed (${error instanceof Error ? error.name : "unknown error"}); the worker's log says more.`;
}
