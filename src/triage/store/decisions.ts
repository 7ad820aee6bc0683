import { sql, type Transaction } from "kysely";
import type { DecisionInput } from "../api/schemas.ts";
import { audit } from "./audit.ts";
import type { Database } from "./open-store.ts";
import type { Tables } from "./tables.ts";

/** A study is kept for a reviewer for so long after the last sign of work on it. */
const assignmentMinutes = 15;

export type AssignmentOutcome =
  | { readonly outcome: "assigned" }
  | { readonly outcome: "taken"; readonly by: string }
  | { readonly outcome: "unknown" };

/** Keeps a study for a reviewer, or keeps it longer. One statement decides between two who ask at once. */
export async function assign(db: Database, studyUid: string, reviewer: string): Promise<AssignmentOutcome> {
  return db.transaction().execute(async (transaction) => {
    const before = await transaction
      .selectFrom("study")
      .where("uid", "=", studyUid)
      .select(["assignee", "assigned_until"])
      .forUpdate()
      .executeTakeFirst();
    if (!before) return { outcome: "unknown" };
    const { assignee, assigned_until: until } = before;
    const held = assignee !== null && until !== null && until.getTime() > Date.now();
    if (held && assignee !== reviewer) return { outcome: "taken", by: assignee };
    await transaction
      .updateTable("study")
      .set({
        assignee: reviewer,
        assigned_until: sql`now() + ${sql.lit(assignmentMinutes)} * interval '1 minute'`,
      })
      .where("uid", "=", studyUid)
      .execute();
    if (!held) await audit({ actor: reviewer, action: "assign", studyUid }, transaction);
    return { outcome: "assigned" };
  });
}

export async function release(db: Database, studyUid: string, reviewer: string): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const freed = await transaction
      .updateTable("study")
      .set({ assignee: null, assigned_until: null })
      .where("uid", "=", studyUid)
      .where("assignee", "=", reviewer)
      .returning("uid")
      .executeTakeFirst();
    if (freed) await audit({ actor: reviewer, action: "release", studyUid }, transaction);
  });
}

export interface DecideOptions {
  readonly reviewer: string;
  /** Whether first opinions are given without the scores. */
  readonly blinded: boolean;
}

/**
 * Writes a reviewer's verdict. The first reviewer's counts as the study's, another's as the second reading; a reviewer's
 * later verdict takes the place of the earlier one, which stays in the list.
 *
 * @returns who else has the study in hand, where somebody has; undefined once it is written
 */
export async function decide(
  db: Database,
  studyUid: string,
  input: DecisionInput,
  { reviewer, blinded }: DecideOptions,
): Promise<{ readonly taken: string } | { readonly unknown: true } | undefined> {
  return db.transaction().execute(async (transaction) => {
    const study = await transaction
      .selectFrom("study")
      .leftJoin("scoring", "scoring.id", "study.scoring_id")
      .where("study.uid", "=", studyUid)
      .select([
        "study.assignee",
        "study.assigned_until",
        "study.p_value",
        "study.flagged",
        "scoring.model_id",
        "scoring.model_version",
        "scoring.model_sha256",
        "scoring.threshold",
      ])
      .forUpdate("study")
      .executeTakeFirst();
    if (!study) return { unknown: true };
    const { assignee, assigned_until: until } = study;
    if (assignee && assignee !== reviewer && until && until.getTime() > Date.now()) {
      return { taken: assignee };
    }
    const earlier = await standing(studyUid, transaction);
    const values = {
      study_uid: studyUid,
      reviewer,
      verdict: input.verdict,
      reason_code: input.reasonCode,
      note: input.note,
      blinded: blinded && !earlier.some((each) => each.reviewer === reviewer),
      model_id: study.model_id,
      model_version: study.model_version,
      model_sha256: study.model_sha256,
      threshold: study.threshold,
      p_value: study.p_value,
      flagged: study.flagged,
    };
    await transaction.insertInto("decision").values(values).execute();
    const { study_uid: _, reviewer: __, ...detail } = values;
    await audit({ actor: reviewer, action: "decide", studyUid, detail }, transaction);
    await writeVerdicts(studyUid, transaction, { free: true });
    return undefined;
  });
}

/** Takes back the reviewer's latest verdict; the one before it holds again. @returns whether there was one */
export async function undo(db: Database, studyUid: string, reviewer: string): Promise<boolean> {
  return db.transaction().execute(async (transaction) => {
    await transaction.selectFrom("study").where("uid", "=", studyUid).select("uid").forUpdate().execute();
    const last = await transaction
      .selectFrom("decision")
      .where("study_uid", "=", studyUid)
      .where("reviewer", "=", reviewer)
      .where("undone_at", "is", null)
      .orderBy("id", "desc")
      .limit(1)
      .select(["id", "verdict"])
      .executeTakeFirst();
    if (!last) return false;
    await transaction
      .updateTable("decision")
      .set({ undone_at: sql`now()` })
      .where("id", "=", last.id)
      .execute();
    await audit(
      { actor: reviewer, action: "undo", studyUid, detail: { decision: last.id, verdict: last.verdict } },
      transaction,
    );
    await writeVerdicts(studyUid, transaction);
    return true;
  });
}

interface Standing {
  readonly reviewer: string;
  readonly verdict: string;
  readonly at: Date;
}

/** Each reviewer's latest verdict that was not taken back, in the order in which they first decided. */
async function standing(studyUid: string, transaction: Transaction<Tables>): Promise<Standing[]> {
  const rows = await transaction
    .selectFrom("decision")
    .where("study_uid", "=", studyUid)
    .where("undone_at", "is", null)
    .orderBy("id")
    .select(["reviewer", "verdict", "at"])
    .execute();
  const latest = new Map<string, Standing>();
  for (const row of rows) latest.set(row.reviewer, row);
  return [...latest.values()];
}

async function writeVerdicts(
  studyUid: string,
  transaction: Transaction<Tables>,
  { free = false } = {},
): Promise<void> {
  const [first, second] = await standing(studyUid, transaction);
  await transaction
    .updateTable("study")
    .set({
      verdict: first?.verdict ?? null,
      verdict_by: first?.reviewer ?? null,
      verdict_at: first?.at ?? null,
      second_verdict: second?.verdict ?? null,
      second_by: second?.reviewer ?? null,
      ...(free ? { assignee: null, assigned_until: null } : {}),
    })
    .where("uid", "=", studyUid)
    .execute();
}
