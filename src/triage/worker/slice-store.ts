import type { SliceFindings } from "../../scoring/slice-findings.ts";
import type { Store } from "../store/open-store.ts";
import type { ScoredSlice } from "./slice-scorer.ts";

/** What of a series has been scored before, perhaps by a worker that was killed. */
export interface KnownSlices {
  /** By instance, the numbers of the frames. */
  readonly done: ReadonlyMap<string, ReadonlySet<number>>;
  /** Of those that have one; what the thumbnail shows. */
  readonly highest: number;
}

export async function knownSlices({ db }: Store, scoringId: string): Promise<KnownSlices> {
  const rows = await db
    .selectFrom("slice")
    .where("scoring_id", "=", scoringId)
    .select(["instance_uid", "frame"])
    .execute();
  const done = new Map<string, Set<number>>();
  for (const { instance_uid, frame } of rows) {
    const frames = done.get(instance_uid);
    if (frames) frames.add(frame);
    else done.set(instance_uid, new Set([frame]));
  }
  const picture = await db
    .selectFrom("thumbnail")
    .where("scoring_id", "=", scoringId)
    .select("score")
    .executeTakeFirst();
  return { done, highest: picture?.score ?? Number.NEGATIVE_INFINITY };
}

export interface SlicePlace {
  readonly scoringId: string;
  readonly instanceUid: string;
  readonly workerId: string;
}

/** Keeps a slice's result; one that is there already stays as it is. The thumbnail is kept with it, or neither is. */
export async function keepSlice(
  { db }: Store,
  { scoringId, instanceUid, workerId }: SlicePlace,
  slice: ScoredSlice,
): Promise<void> {
  const score = slice.findings?.score;
  await db.transaction().execute(async (transaction) => {
    await transaction
      .insertInto("slice")
      .values({
        scoring_id: scoringId,
        instance_uid: instanceUid,
        frame: slice.frame,
        worker_id: workerId,
        outcome: slice.outcome,
        score: score?.value ?? null,
        p_value: score?.pValue ?? null,
        findings: slice.findings ? JSON.stringify(slice.findings) : null,
        reason: slice.reason ?? null,
        milliseconds: slice.milliseconds,
      })
      .onConflict((conflict) => conflict.columns(["scoring_id", "instance_uid", "frame"]).doNothing())
      .execute();
    if (!slice.picture || !score) return;
    await transaction
      .insertInto("thumbnail")
      .values({ scoring_id: scoringId, score: score.value, png: slice.picture })
      .onConflict((conflict) =>
        conflict
          .column("scoring_id")
          .doUpdateSet({ score: score.value, png: slice.picture! })
          .where("thumbnail.score", "<", score.value),
      )
      .execute();
  });
}

export interface KeptSlice {
  readonly instanceUid: string;
  readonly frame: number;
  readonly outcome: string;
  readonly reason: string | null;
  readonly findings: SliceFindings | undefined;
}

/** All slices of a series in the order of its images. */
export async function keptSlices({ db }: Store, scoringId: string): Promise<KeptSlice[]> {
  const rows = await db
    .selectFrom("slice")
    .innerJoin("scoring", "scoring.id", "slice.scoring_id")
    .innerJoin("instance", (join) =>
      join
        .onRef("instance.series_uid", "=", "scoring.series_uid")
        .onRef("instance.uid", "=", "slice.instance_uid"),
    )
    .where("slice.scoring_id", "=", scoringId)
    .orderBy("instance.number")
    .orderBy("instance.uid")
    .orderBy("slice.frame")
    .select(["slice.instance_uid", "slice.frame", "slice.outcome", "slice.reason", "slice.findings"])
    .execute();
  return rows.map(({ instance_uid, frame, outcome, reason, findings }) => ({
    instanceUid: instance_uid,
    frame,
    outcome,
    reason,
    findings: (findings as SliceFindings | null) ?? undefined,
  }));
}

/** Whether the database itself is away, so that the same statement may go through later. */
export function isAway(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code === "string" && /^(08|57P0|ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|53300)/.test(code)) return true;
  return error instanceof Error && /terminated|timeout exceeded when trying to connect/i.test(error.message);
}
