import { CompiledQuery, type Transaction } from "kysely";
import PgBoss from "pg-boss";
import type { SqlExecutor, Store } from "../store/open-store.ts";
import type { Tables } from "../store/tables.ts";

const name = "triage-score";
const deadName = "triage-dead";

/** One series to be scored with one version of one model. */
export interface ScoringJob {
  readonly scoringId: string;
}

export interface TakenJob extends ScoringJob {
  readonly id: string;
  /** 1 for the first. */
  readonly attempt: number;
}

export interface QueueOptions {
  /** Further attempts after the first. Default 5. */
  readonly retries?: number;
  /** Seconds before the second attempt, doubled for each further one. Default 10. */
  readonly retryDelay?: number;
  /** Takes what goes wrong in the queue's upkeep; it is tried again by itself. */
  readonly onError?: (error: unknown) => void;
}

/** Jobs in pg-boss, beside the results in the same database. */
export interface Queue {
  /** In a transaction, so that a job is sent exactly where its row was written. */
  send(job: ScoringJob, transaction: Transaction<Tables>): Promise<void>;
  take(): Promise<TakenJob | undefined>;
  complete(id: string): Promise<void>;
  /** For another attempt after a while, or to the dead letters after the last. */
  fail(id: string, reason: string, transaction: Transaction<Tables>): Promise<void>;
  /** Back into the queue at once, without the wait after a failure. */
  release(id: string, transaction: Transaction<Tables>): Promise<void>;
  /** Hands over the jobs whose last attempt failed or timed out; they are gone once that went through. */
  takeDead(receive: (jobs: readonly ScoringJob[]) => Promise<void>): Promise<void>;
  /** Jobs that wait. */
  depth(): Promise<number>;
  close(): Promise<void>;
}

/** A series that is being scored for so long has no worker any more, whatever its heartbeat says. */
const longestSeconds = 6 * 3600;

/** Starts pg-boss on an open store; its tables are made where they are missing. */
export async function openQueue(store: Store, options: QueueOptions = {}): Promise<Queue> {
  const { retries = 5, retryDelay = 10, onError = () => {} } = options;
  const boss = new PgBoss({ db: store.sql, schedule: false, retentionDays: 30 });
  boss.on("error", onError);
  await boss.start();
  await boss.createQueue(deadName);
  const policy = {
    name,
    retryLimit: retries,
    retryDelay,
    retryBackoff: true,
    expireInSeconds: longestSeconds,
    deadLetter: deadName,
  };
  await boss.createQueue(name, policy);
  await boss.updateQueue(name, policy);

  return {
    async send(job, transaction) {
      await boss.send(name, job, { db: executorOf(transaction) });
    },
    async take() {
      const [job] = await boss.fetch<ScoringJob>(name, { includeMetadata: true });
      return job && { scoringId: job.data.scoringId, id: job.id, attempt: job.retryCount + 1 };
    },
    complete: (id) => boss.complete(name, id),
    fail: (id, reason, transaction) => boss.fail(name, id, { reason }, { db: executorOf(transaction) }),
    async release(id, transaction) {
      const db = executorOf(transaction);
      await boss.cancel(name, id, { db });
      await boss.resume(name, id, { db });
    },
    async takeDead(receive) {
      const jobs = await boss.fetch<ScoringJob>(deadName, { batchSize: 100 });
      if (jobs.length === 0) return;
      await receive(jobs.map(({ data }) => data));
      await boss.complete(
        deadName,
        jobs.map(({ id }) => id),
      );
    },
    depth: () => boss.getQueueSize(name),
    close: () => boss.stop({ graceful: false, close: false }),
  };
}

function executorOf(transaction: Transaction<Tables>): SqlExecutor {
  return {
    async executeSql(text, values = []) {
      const query = CompiledQuery.raw(text, values);
      const { rows } = await transaction.executeQuery<Record<string, unknown>>(query);
      return { rows };
    },
  };
}
