import { sql } from "kysely";
import { kolmogorovSmirnov } from "../../evaluation/kolmogorov-smirnov.ts";
import type { Monitoring } from "../api/schemas.ts";
import type { TriageModel } from "../models.ts";
import type { Queue } from "../queue/queue.ts";
import { cohensKappa } from "./agreement.ts";
import type { Database, Store } from "./open-store.ts";

/** Fewer series say nothing about a scanner. */
const fewestSeries = 20;
/** Of the test, over all scanners: once in a hundred looks an alarm is false (Bonferroni). */
const alarmLevel = 0.01;

export interface MonitoringOptions {
  readonly store: Store;
  readonly queue: Queue;
  readonly models: readonly TriageModel[];
}

/** How the queue, the workers, the models and the reviewers are doing. */
export async function queryMonitoring({
  store: { db },
  queue,
  models,
}: MonitoringOptions): Promise<Monitoring> {
  const hour = sql<Date>`now() - interval '1 hour'`;
  const count = sql<number>`count(*)::int`.as("count");
  const slices = await db.selectFrom("slice").where("at", ">", hour).select(count).executeTakeFirstOrThrow();
  const series = await db
    .selectFrom("scoring")
    .where("finished_at", ">", hour)
    .select(count)
    .executeTakeFirstOrThrow();
  const failures = await db
    .selectFrom("scoring")
    .where("state", "=", "failed")
    .select(count)
    .executeTakeFirstOrThrow();
  const workers = await db
    .selectFrom("worker")
    .where("ended_at", "is", null)
    .where("seen_at", ">", sql<Date>`now() - interval '1 minute'`)
    .select(count)
    .executeTakeFirstOrThrow();
  const { studies, agreed = null, kappa = null } = await agreement(db);
  return {
    waiting: await queue.depth(),
    workers: workers.count,
    slicesLastHour: slices.count,
    seriesLastHour: series.count,
    failures: failures.count,
    agreement: { studies, agreed, kappa },
    positivePredictiveValue: await predictiveValue(db),
    drift: await drift(db, models),
  };
}

async function agreement(db: Database) {
  const rows = await db
    .selectFrom("study")
    .where("verdict", "is not", null)
    .where("second_verdict", "is not", null)
    .select(["verdict", "second_verdict"])
    .execute();
  return cohensKappa(rows.map(({ verdict, second_verdict }) => [verdict!, second_verdict!] as const));
}

async function predictiveValue(db: Database): Promise<Monitoring["positivePredictiveValue"]> {
  const { studies, accepted } = await db
    .selectFrom("study")
    .where("flagged", "=", true)
    .where("verdict", "in", ["accept", "reject"])
    .select([
      sql<number>`count(*)::int`.as("studies"),
      sql<number>`count(*) filter (where verdict = 'accept')::int`.as("accepted"),
    ])
    .executeTakeFirstOrThrow();
  return { studies, value: studies > 0 ? accepted / studies : null };
}

/**
 * Whether a scanner's images score otherwise than those the model was calibrated on. Of each of the latest series the
 * image of median score counts: a lesion on some slices moves it little, and one image a series is independent of the
 * next.
 */
async function drift(db: Database, models: readonly TriageModel[]): Promise<Monitoring["drift"]> {
  const groups = models.flatMap((model) => ({ model, rows: medians(db, model) }));
  const found: Omit<Monitoring["drift"][number], "alarm">[] = [];
  for (const { model, rows } of groups) {
    const byScanner = new Map<string, { scanner: string; site: string; scores: number[] }>();
    for (const { scanner, site, median } of await rows) {
      const key = JSON.stringify([scanner, site]);
      const group = byScanner.get(key) ?? { scanner: scanner ?? "", site: site ?? "", scores: [] };
      group.scores.push(median);
      byScanner.set(key, group);
    }
    const { images, patients } = model.calibration.population;
    const healthy = model.calibration.scores.anomaly;
    for (const { scanner, site, scores } of byScanner.values()) {
      if (scores.length < fewestSeries) continue;
      // Several calibration images come from one patient.
      const independent = Math.max(1, Math.round((healthy.length * patients) / images));
      const { distance, pValue } = kolmogorovSmirnov(scores, healthy, [scores.length, independent]);
      found.push({ scanner, site, model: model.identity.id, series: scores.length, distance, pValue });
    }
  }
  return found
    .map((each) => ({ ...each, alarm: each.pValue < alarmLevel / found.length }))
    .sort((a, b) => a.pValue - b.pValue);
}

function medians(db: Database, { identity }: TriageModel) {
  return db
    .selectFrom(
      db
        .selectFrom("scoring")
        .where("state", "=", "scored")
        .where("model_sha256", "=", identity.sha256)
        .orderBy("finished_at", "desc")
        .limit(500)
        .select(["id", "series_uid"])
        .as("latest"),
    )
    .innerJoin("series", "series.uid", "latest.series_uid")
    .innerJoin("slice", "slice.scoring_id", "latest.id")
    .where("slice.score", "is not", null)
    .groupBy(["latest.id", "series.scanner", "series.site"])
    .select([
      "series.scanner",
      "series.site",
      sql<number>`percentile_disc(0.5) within group (order by slice.score)`.as("median"),
    ])
    .execute();
}
