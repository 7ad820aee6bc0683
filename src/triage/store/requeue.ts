import type { Queue } from "../queue/queue.ts";
import type { Store } from "./open-store.ts";
import { summariseStudy } from "./summarise-study.ts";

/**
 * Queues what has failed once more, with all attempts before it again; what was scored of it is kept.
 *
 * @returns how many series
 */
export async function requeue(
  { db }: Store,
  queue: Queue,
  which: { readonly scoringId: string } | { readonly studyUid: string },
): Promise<number> {
  return db.transaction().execute(async (transaction) => {
    const rows = await transaction
      .updateTable("scoring")
      .from("series")
      .whereRef("series.uid", "=", "scoring.series_uid")
      .where("scoring.state", "=", "failed")
      .$if("scoringId" in which, (query) =>
        query.where("scoring.id", "=", (which as { scoringId: string }).scoringId),
      )
      .$if("studyUid" in which, (query) =>
        query.where("series.study_uid", "=", (which as { studyUid: string }).studyUid),
      )
      .set({ state: "queued", reason: null, attempts: 0, finished_at: null })
      .returning(["scoring.id", "series.study_uid"])
      .execute();
    for (const { id, study_uid } of rows) {
      await queue.send({ scoringId: id }, transaction);
      await summariseStudy(study_uid, transaction);
    }
    return rows.length;
  });
}
