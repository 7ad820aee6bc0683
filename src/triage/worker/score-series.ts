import { seriesScore } from "../../scoring/series-score.ts";
import type { TriageModel } from "../models.ts";
import type { InstanceAddress, Source } from "../sources/source.ts";
import type { Store } from "../store/open-store.ts";
import { summariseStudy } from "../store/summarise-study.ts";
import { patiently } from "./patience.ts";
import type { SliceScorer } from "./slice-scorer.ts";
import { keepSlice, keptSlices, knownSlices } from "./slice-store.ts";

export interface ScoreSeriesOptions {
  readonly store: Store;
  readonly sources: readonly Source[];
  readonly models: readonly TriageModel[];
  readonly scorer: SliceScorer;
  readonly workerId: string;
  readonly jobId: string;
  readonly signal: AbortSignal;
  /** Called for each image that was scored here, not for those that were known. */
  readonly onSlice?: (slices: number) => void;
}

/** Cannot be scored, and trying again will not help. */
export class Unscorable extends Error {
  override readonly name = "Unscorable";
}

interface Claimed {
  readonly series_uid: string;
  readonly model_sha256: string;
  readonly study_uid: string;
  readonly source: string;
}

/**
 * Scores what is not scored yet of a series, image after image, each kept before the next begins: after a crash the
 * series goes on where it stopped.
 *
 * @returns whether the series is done; false where another worker has taken over in the meantime
 * @throws Unscorable; StoreError, DataError where the source is away; the signal's reason
 */
export async function scoreSeries(scoringId: string, options: ScoreSeriesOptions): Promise<boolean> {
  const { store, scorer, signal } = options;
  const claimed = await claim(scoringId, options);
  // Done before: the job was given out again because nobody had said so.
  if (!claimed) return true;
  const model = options.models.find(({ identity }) => identity.sha256 === claimed.model_sha256);
  if (!model || !scorer.models.includes(claimed.model_sha256)) {
    throw new Unscorable(
      "No worker has this version of the model any more; it is scored with the newer one.",
    );
  }
  const source = options.sources.find(({ id }) => id === claimed.source);
  if (!source) throw new Unscorable(`The worker was not given the source ${claimed.source}.`);
  const known = await patiently(() => knownSlices(store, scoringId), { signal });
  const missing = await missingInstances(claimed, known.done, store);

  let highest = known.highest;
  let next = missing[0] && fetchAhead(source, missing[0], signal);
  for (const [index, instance] of missing.entries()) {
    const bytes = await next!();
    const following = missing[index + 1];
    // Fetched while this one is scored.
    next = following && fetchAhead(source, following, signal);
    const frames = scorer.countFrames(bytes);
    const slices = scorer.scoreFile(bytes, {
      model: model.identity.sha256,
      done: known.done.get(instance.instanceUid) ?? new Set(),
      pictureAbove: highest,
      signal,
    });
    let failed = false;
    for await (const slice of slices) {
      const place = { scoringId, instanceUid: instance.instanceUid, workerId: options.workerId };
      await patiently(() => keepSlice(store, place, slice), { signal });
      failed ||= slice.outcome === "failed";
      highest = Math.max(highest, slice.findings?.score?.value ?? highest);
      options.onSlice?.(1);
    }
    // After its frames: an image that counts as read has them all. A damaged one has those before the damage.
    const counted = failed
      ? ((await knownSlices(store, scoringId)).done.get(instance.instanceUid)?.size ?? 0)
      : frames;
    await patiently(() => keepFrameCount(claimed.series_uid, instance.instanceUid, counted, store), {
      signal,
    });
  }
  return patiently(() => finish(scoringId, claimed.study_uid, model, options), { signal });
}

async function claim(
  scoringId: string,
  { store, workerId, jobId, signal }: ScoreSeriesOptions,
): Promise<Claimed | undefined> {
  return patiently(
    () =>
      store.db.transaction().execute(async (transaction) => {
        const claimed = await transaction
          .updateTable("scoring")
          .from("series")
          .innerJoin("study", "study.uid", "series.study_uid")
          .whereRef("series.uid", "=", "scoring.series_uid")
          .where("scoring.id", "=", scoringId)
          // A job that was given twice finds its work done.
          .where("scoring.state", "in", ["queued", "running", "failed"])
          .set((expression) => ({
            state: "running",
            worker_id: workerId,
            job_id: jobId,
            started_at: new Date(),
            attempts: expression("scoring.attempts", "+", 1),
          }))
          .returning(["scoring.series_uid", "scoring.model_sha256", "series.study_uid", "study.source"])
          .executeTakeFirst();
        if (claimed) await summariseStudy(claimed.study_uid, transaction);
        return claimed;
      }),
    { signal },
  );
}

async function missingInstances(
  { series_uid, study_uid }: Claimed,
  done: ReadonlyMap<string, ReadonlySet<number>>,
  { db }: Store,
): Promise<InstanceAddress[]> {
  const rows = await db
    .selectFrom("instance")
    .where("series_uid", "=", series_uid)
    .orderBy("number")
    .orderBy("uid")
    .select(["uid", "locator", "frames"])
    .execute();
  return rows
    .filter(({ uid, frames }) => frames === null || (done.get(uid)?.size ?? 0) < frames)
    .map(({ uid, locator }) => ({
      studyUid: study_uid,
      seriesUid: series_uid,
      instanceUid: uid,
      locator,
    }));
}

/** Begins to fetch; a failure is thrown where the bytes are asked for, and not before. */
function fetchAhead(
  source: Source,
  address: InstanceAddress,
  signal: AbortSignal,
): () => Promise<Uint8Array> {
  const bytes = source.fetch(address, signal);
  bytes.catch(() => {});
  return () => bytes;
}

async function keepFrameCount(seriesUid: string, uid: string, frames: number, { db }: Store): Promise<void> {
  await db
    .updateTable("instance")
    .set({ frames })
    .where("series_uid", "=", seriesUid)
    .where("uid", "=", uid)
    .execute();
}

async function finish(
  scoringId: string,
  studyUid: string,
  { calibration }: TriageModel,
  { store, workerId }: ScoreSeriesOptions,
): Promise<boolean> {
  const slices = await keptSlices(store, scoringId);
  const score = seriesScore(
    slices.map(({ findings }) => findings),
    calibration.imageThreshold,
  );
  const worst = score && slices[score.highest.slice];
  const reason = slices.find((slice) => slice.reason !== null)?.reason ?? null;
  const unread = slices.every(({ outcome }) => outcome === "failed");
  return store.db.transaction().execute(async (transaction) => {
    const finished = await transaction
      .updateTable("scoring")
      .set({
        state: score ? "scored" : unread ? "failed" : "refused",
        reason: score ? null : reason,
        p_value: score?.pValue ?? null,
        score: score?.highest.score.value ?? null,
        above: score?.above ?? null,
        scored: score?.scored ?? null,
        threshold: calibration.imageThreshold.value,
        worst_instance: worst?.instanceUid ?? null,
        worst_frame: worst?.frame ?? null,
        finished_at: new Date(),
      })
      .where("id", "=", scoringId)
      // Another worker that took over in the meantime finishes it itself.
      .where("worker_id", "=", workerId)
      .returning("id")
      .executeTakeFirst();
    if (finished) await summariseStudy(studyUid, transaction);
    return finished !== undefined;
  });
}
