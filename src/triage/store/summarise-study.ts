import { sql, type Transaction } from "kysely";
import type { StudyState, Tables } from "./tables.ts";

interface Latest {
  readonly id: string;
  readonly series_uid: string;
  readonly state: string;
  readonly reason: string | null;
  readonly p_value: number | null;
  readonly score: number | null;
  readonly threshold: number | null;
  readonly above: number | null;
  readonly scored: number | null;
  readonly worst_instance: string | null;
  readonly worst_frame: number | null;
}

/**
 * Brings a study's row up to date with the scorings of its series, of each model the latest. Its p-value is that of its
 * most unusual series.
 *
 * @param refusal why no model is for a series that was just found, where none is
 */
export async function summariseStudy(
  studyUid: string,
  transaction: Transaction<Tables>,
  refusal?: string,
): Promise<void> {
  // Two workers may finish two series of one study at once.
  await transaction.selectFrom("study").where("uid", "=", studyUid).select("uid").forUpdate().execute();
  const scorings = await transaction
    .selectFrom("scoring")
    .innerJoin("series", "series.uid", "scoring.series_uid")
    .where("series.study_uid", "=", studyUid)
    .distinctOn(["scoring.series_uid", "scoring.model_id"])
    .orderBy("scoring.series_uid")
    .orderBy("scoring.model_id")
    .orderBy("scoring.created_at", "desc")
    .select([
      "scoring.id",
      "scoring.series_uid",
      "scoring.state",
      "scoring.reason",
      "scoring.p_value",
      "scoring.score",
      "scoring.threshold",
      "scoring.above",
      "scoring.scored",
      "scoring.worst_instance",
      "scoring.worst_frame",
    ])
    .execute();
  const { images } = await transaction
    .selectFrom("instance")
    .innerJoin("series", "series.uid", "instance.series_uid")
    .where("series.study_uid", "=", studyUid)
    .select(sql<number>`coalesce(sum(coalesce(instance.frames, 1)), 0)::int`.as("images"))
    .executeTakeFirstOrThrow();
  const worst = mostUnusual(scorings);
  const state = stateOf(scorings);
  await transaction
    .updateTable("study")
    .set({
      images,
      state,
      p_value: worst?.p_value ?? null,
      score: worst?.score ?? null,
      flagged: worst ? scorings.some(({ above }) => (above ?? 0) > 0) : null,
      scoring_id: worst?.id ?? null,
      worst_series: worst?.series_uid ?? null,
      worst_instance: worst?.worst_instance ?? null,
      worst_frame: worst?.worst_frame ?? null,
      above: total(scorings.map(({ above }) => above)),
      scored: total(scorings.map(({ scored }) => scored)),
      ...(worst
        ? { reason: null }
        : { reason: scorings.find(({ reason }) => reason !== null)?.reason ?? refusal ?? sql`study.reason` }),
    })
    .where("uid", "=", studyUid)
    .execute();
}

function mostUnusual(scorings: readonly Latest[]): Latest | undefined {
  return scorings
    .filter(({ p_value }) => p_value !== null)
    .reduce<Latest | undefined>(
      (best, each) => (!best || isMoreUnusual(each, best) ? each : best),
      undefined,
    );
}

/** By the p-value; where many have the least there is, by how far above the model's threshold. */
function isMoreUnusual(a: Latest, b: Latest): boolean {
  if (a.p_value !== b.p_value) return a.p_value! < b.p_value!;
  return (a.score ?? 0) - (a.threshold ?? 0) > (b.score ?? 0) - (b.threshold ?? 0);
}

function stateOf(scorings: readonly Latest[]): StudyState {
  const has = (state: string) => scorings.some((each) => each.state === state);
  if (has("running")) return "scoring";
  if (has("queued")) return "queued";
  if (has("scored")) return "scored";
  return has("failed") ? "failed" : "refused";
}

function total(values: readonly (number | null)[]): number {
  return values.reduce<number>((sum, value) => sum + (value ?? 0), 0);
}
