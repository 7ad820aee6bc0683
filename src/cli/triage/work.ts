import { runWorker } from "../../triage/worker/run-worker.ts";
import { UsageError } from "../usage-error.ts";
import { openBench, openSources } from "./open-bench.ts";
import { openScorer } from "./open-scorer.ts";
import { triageModels } from "./triage-models.ts";
import { workerLog } from "./worker-log.ts";

export interface WorkOptions {
  readonly sources: readonly string[];
  readonly model?: string | undefined;
  readonly untilEmpty: boolean;
  readonly signal: AbortSignal;
}

/** A worker beside others, on this host or another, with the database that they share. */
export async function workTriage({ sources: names, model, untilEmpty, signal }: WorkOptions): Promise<void> {
  if (!process.env.DATABASE_URL) {
    throw new UsageError(
      "Set DATABASE_URL to the Postgres that the server uses; without one, residua triage serve scores by itself.",
    );
  }
  const { folders, models } = await triageModels(model, signal);
  const sources = await openSources(names, undefined);
  const bench = await openBench({ sources });
  const scorer = await openScorer(folders);
  try {
    await runWorker({ ...bench, sources, models, scorer, signal, untilEmpty, onEvent: workerLog() });
  } finally {
    await scorer.dispose();
    await bench.close();
  }
}
