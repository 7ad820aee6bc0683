import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { sql } from "kysely";
import type { Queue } from "../queue/queue.ts";
import type { Store } from "../store/open-store.ts";
import { summariseStudy } from "../store/summarise-study.ts";

/** A worker that was not heard of for so long has ended, ms. */
export const defaultLease = 30_000;

export interface Heartbeat {
  readonly workerId: string;
  beat(): Promise<void>;
  stop(): Promise<void>;
}

/** Enters a worker in the list of those that live, and keeps it there. */
export async function startHeartbeat(
  { db }: Store,
  { lease = defaultLease, onError = () => {} }: { lease?: number; onError?: (error: unknown) => void } = {},
): Promise<Heartbeat> {
  const workerId = randomUUID();
  await db
    .insertInto("worker")
    .values({ id: workerId, host: hostname(), process: process.pid, seen_at: sql`now()`, ended_at: null })
    .execute();
  const write = (values: "seen_at" | "ended_at") =>
    db
      .updateTable("worker")
      .set(values === "seen_at" ? { seen_at: sql`now()` } : { ended_at: sql`now()` })
      .where("id", "=", workerId)
      .execute();
  const beat = async () => {
    await write("seen_at");
  };
  const timer = setInterval(() => beat().catch(onError), lease / 4);
  return {
    workerId,
    beat,
    async stop() {
      clearInterval(timer);
      await write("ended_at");
    },
  };
}

/** Gives back to the queue what workers had in hand that were not heard of for a while. @returns how many series */
export async function recoverLost(store: Store, queue: Queue, lease: number = defaultLease): Promise<number> {
  const lost = await store.db
    .selectFrom("scoring")
    .leftJoin("worker", "worker.id", "scoring.worker_id")
    .innerJoin("series", "series.uid", "scoring.series_uid")
    .where("scoring.state", "=", "running")
    .where((where) =>
      where.or([
        where("worker.ended_at", "is not", null),
        where("worker.id", "is", null),
        where("worker.seen_at", "<", sql<Date>`now() - ${sql.lit(lease)} * interval '1 millisecond'`),
      ]),
    )
    .select(["scoring.id", "scoring.job_id", "scoring.worker_id", "series.study_uid"])
    .execute();
  let recovered = 0;
  for (const { id, job_id, worker_id, study_uid } of lost) {
    const mine = await store.db.transaction().execute(async (transaction) => {
      // Of several workers that notice one gives it back; and none whose owner came to life again.
      const updated = await transaction
        .updateTable("scoring")
        .set({ state: "queued", worker_id: null, reason: "The worker that scored it ended unexpectedly." })
        .where("id", "=", id)
        .where("state", "=", "running")
        .where("worker_id", "=", worker_id)
        .returning("id")
        .executeTakeFirst();
      if (!updated) return false;
      await summariseStudy(study_uid, transaction);
      if (job_id) await queue.fail(job_id, "The worker ended unexpectedly.", transaction);
      return true;
    });
    if (mine) recovered++;
  }
  return recovered;
}
