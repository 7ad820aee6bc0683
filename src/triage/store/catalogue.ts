import { randomUUID } from "node:crypto";
import type { Transaction } from "kysely";
import { assessSeries, type SeriesFacts, type TriageModel } from "../models.ts";
import type { Queue } from "../queue/queue.ts";
import type { FoundSeries } from "../sources/source.ts";
import type { Store } from "./open-store.ts";
import { summariseStudy } from "./summarise-study.ts";
import type { Tables } from "./tables.ts";

export interface CatalogueOptions {
  readonly store: Store;
  readonly queue: Queue;
  readonly models: readonly TriageModel[];
}

/**
 * Writes a series that a source offers into the worklist, and queues it once for each model and version that applies to
 * it. Images that come later are queued again, and only they are scored. Row and job are written in one transaction:
 * whatever is restarted in between, neither is there without the other.
 *
 * @returns how many jobs were sent; undefined where no model is for the series' modality
 */
export async function catalogue(
  sourceId: string,
  found: FoundSeries,
  { store, queue, models }: CatalogueOptions,
): Promise<number | undefined> {
  const ofModality = models.filter(({ rules }) => !isOtherModality(found, rules));
  if (ofModality.length === 0 || found.instances.length === 0) return undefined;
  return store.db.transaction().execute(async (transaction) => {
    await writeStudy(sourceId, found, transaction);
    const { tags, plane } = found;
    const facts: SeriesFacts = { tags, plane };
    const row = {
      description: found.description ?? null,
      modality: found.modality ?? null,
      scanner: found.scanner ?? null,
      site: found.site ?? null,
      tags: JSON.stringify(facts),
    };
    await transaction
      .insertInto("series")
      .values({ uid: found.uid, study_uid: found.study.uid, ...row })
      .onConflict((conflict) => conflict.column("uid").doUpdateSet(row))
      .execute();
    const isNew = await writeInstances(found, transaction);
    const sent = await queueFor({ uid: found.uid, facts, isNew }, { queue, models: ofModality, transaction });
    await summariseStudy(found.study.uid, transaction, refusalOf(facts, ofModality));
    return sent;
  });
}

/** Queues what is in the worklist for models that it was not scored with yet, as after a model's new version. */
export async function queueMissing({ store, queue, models }: CatalogueOptions): Promise<number> {
  let sent = 0;
  for (const model of models) {
    const { id, version } = model.identity;
    const rows = await store.db
      .selectFrom("series")
      .leftJoin("scoring", (join) =>
        join
          .onRef("scoring.series_uid", "=", "series.uid")
          .on("scoring.model_id", "=", id)
          .on("scoring.model_version", "=", version),
      )
      .where("scoring.id", "is", null)
      .select(["series.uid", "series.study_uid", "series.tags"])
      .execute();
    for (const { uid, study_uid, tags } of rows) {
      const facts = tags as SeriesFacts;
      sent += await store.db.transaction().execute(async (transaction) => {
        const count = await queueFor({ uid, facts, isNew: false }, { queue, models: [model], transaction });
        if (count > 0) await summariseStudy(study_uid, transaction);
        return count;
      });
    }
  }
  return sent;
}

interface QueueForOptions {
  readonly queue: Queue;
  readonly models: readonly TriageModel[];
  readonly transaction: Transaction<Tables>;
}

async function queueFor(
  { uid, facts, isNew }: { uid: string; facts: SeriesFacts; isNew: boolean },
  { queue, models, transaction }: QueueForOptions,
): Promise<number> {
  let sent = 0;
  for (const { identity, rules } of models) {
    if (assessSeries(facts, rules).outcome === "refused") continue;
    const inserted = await transaction
      .insertInto("scoring")
      .values({
        id: randomUUID(),
        series_uid: uid,
        model_id: identity.id,
        model_version: identity.version,
        model_sha256: identity.sha256,
      })
      .onConflict((conflict) => conflict.columns(["series_uid", "model_id", "model_version"]).doNothing())
      .returning("id")
      .executeTakeFirst();
    const again =
      inserted || !isNew
        ? undefined
        : await transaction
            .updateTable("scoring")
            .set({ state: "queued", finished_at: null, attempts: 0, reason: null })
            .where("series_uid", "=", uid)
            .where("model_id", "=", identity.id)
            .where("model_version", "=", identity.version)
            // One that waits or runs will meet the new images.
            .where("state", "in", ["scored", "refused", "failed"])
            .returning("id")
            .executeTakeFirst();
    const scoring = inserted ?? again;
    if (!scoring) continue;
    await queue.send({ scoringId: scoring.id }, transaction);
    sent++;
  }
  return sent;
}

async function writeStudy(
  source: string,
  { study, description, modality, tags }: FoundSeries,
  transaction: Transaction<Tables>,
): Promise<void> {
  const { uid, patientId, patientName, accession, date } = study;
  const words = [patientName, patientId, accession, study.description, description, modality, uid];
  const row = {
    patient_id: patientId ?? null,
    patient_name: patientName ?? null,
    accession: accession ?? null,
    study_date: date ?? null,
    description: study.description ?? description ?? null,
    modality: modality ?? null,
    body_part: tags.bodyPartExamined ?? null,
    search: words.filter(Boolean).join(" ").toLowerCase(),
  };
  await transaction
    .insertInto("study")
    .values({ uid, source, ...row })
    .onConflict((conflict) => conflict.column("uid").doNothing())
    .execute();
}

/** @returns whether there are images that were not known */
async function writeInstances(
  { uid, instances }: FoundSeries,
  transaction: Transaction<Tables>,
): Promise<boolean> {
  let isNew = false;
  // Postgres takes at most 65,535 parameters in a statement.
  for (let at = 0; at < instances.length; at += 1000) {
    const rows = instances.slice(at, at + 1000).map((each) => ({
      series_uid: uid,
      uid: each.uid,
      number: Math.trunc(each.number),
      locator: each.locator,
      frames: null,
    }));
    const inserted = await transaction
      .insertInto("instance")
      .values(rows)
      .onConflict((conflict) => conflict.columns(["series_uid", "uid"]).doNothing())
      .returning("uid")
      .execute();
    isNew ||= inserted.length > 0;
  }
  return isNew;
}

function isOtherModality({ tags }: FoundSeries, rules: TriageModel["rules"]): boolean {
  const { reasons } = assessSeries({ tags: tags.modality ? { modality: tags.modality } : {} }, rules);
  return tags.modality === undefined || reasons.some(({ code }) => code === "modality");
}

function refusalOf(facts: SeriesFacts, models: readonly TriageModel[]): string | undefined {
  const found = models.map(({ rules }) => assessSeries(facts, rules));
  if (found.some(({ outcome }) => outcome !== "refused")) return undefined;
  return found[0]?.reasons[0]?.message;
}
