import { type ExpressionBuilder, type SelectQueryBuilder, sql } from "kysely";
import type { SortKey, StudyRow, Worklist, WorklistQuery } from "../api/schemas.ts";
import type { Database } from "./open-store.ts";
import type { Tables } from "./tables.ts";

/** Who looks at the list, and what is kept from them. */
export interface Viewer {
  readonly name: string;
  /** Scores are withheld from a reviewer who has given no opinion on a study. */
  readonly blinded: boolean;
  /** Makes a pseudonym of a patient's identifier; absent where names are shown. */
  readonly pseudonym?: (patientId: string) => string;
}

const columns = {
  pValue: "study.p_value",
  date: "study.study_date",
  patient: "study.patient_name",
  modality: "study.modality",
  bodyPart: "study.body_part",
  state: "study.state",
  verdict: "study.verdict",
  added: "study.created_at",
} as const satisfies Record<SortKey, string>;

type Studies<O> = SelectQueryBuilder<Tables, "study", O>;

/** One page of the list, the counts of all of it, and what it can be filtered by. */
export async function queryWorklist(db: Database, query: WorklistQuery, viewer: Viewer): Promise<Worklist> {
  // Sorted or filtered by what is hidden, the order would tell it.
  const hiddenKeys = [...(viewer.blinded ? ["pValue"] : []), ...(viewer.pseudonym ? ["patient"] : [])];
  const asked = {
    ...query,
    ...(viewer.blinded ? { pValue: undefined } : {}),
    sort: hiddenKeys.includes(query.sort) ? ("date" as const) : query.sort,
  };
  const filtered = filter(db.selectFrom("study"), asked, viewer);
  const { total } = await filtered.select(sql<number>`count(*)::int`.as("total")).executeTakeFirstOrThrow();
  const rows = await selectRows(filtered, viewer)
    .orderBy(columns[asked.sort], (order) =>
      (asked.order === "ascending" ? order.asc() : order.desc()).nullsLast(),
    )
    .orderBy("study.uid")
    .limit(asked.limit)
    .offset(asked.offset)
    .execute();
  return { total, studies: rows.map((row) => toRow(row, viewer)), ...(await summary(db)) };
}

/** One study as the list shows it. */
export async function queryStudy(db: Database, uid: string, viewer: Viewer): Promise<StudyRow | undefined> {
  const row = await selectRows(
    db.selectFrom("study").where("study.uid", "=", uid),
    viewer,
  ).executeTakeFirst();
  return row && toRow(row, viewer);
}

function filter<O>(studies: Studies<O>, query: WorklistQuery, { name, pseudonym }: Viewer): Studies<O> {
  let filtered = studies;
  if (query.state) filtered = filtered.where("study.state", "=", query.state);
  if (query.modality) filtered = filtered.where("study.modality", "=", query.modality);
  if (query.bodyPart) filtered = filtered.where("study.body_part", "=", query.bodyPart);
  if (query.pValue !== undefined) filtered = filtered.where("study.p_value", "<=", query.pValue);
  if (query.from) filtered = filtered.where("study.study_date", ">=", query.from);
  if (query.to) filtered = filtered.where("study.study_date", "<=", query.to);
  if (query.reviewer) {
    const { reviewer } = query;
    filtered = filtered.where((where) =>
      where.or([
        where("study.assignee", "=", reviewer),
        where("study.verdict_by", "=", reviewer),
        where("study.second_by", "=", reviewer),
      ]),
    );
  }
  // Where identities are hidden, a name that is found would tell whose study it is.
  const searched = pseudonym
    ? sql<string>`lower(concat_ws(' ', study.description, study.modality, study.body_part))`
    : sql<string>`study.search`;
  for (const word of (query.search ?? "").toLowerCase().split(/\s+/).filter(Boolean)) {
    filtered = filtered.where(searched, "like", `%${word.replace(/[\\%_]/g, "\\$&")}%`);
  }
  switch (query.reading) {
    case "unread":
      return filtered.where("study.verdict", "is", null).where("study.state", "=", "scored");
    case "second":
      return filtered
        .where("study.verdict", "is not", null)
        .where("study.second_verdict", "is", null)
        .where("study.verdict_by", "!=", name);
    case "decided":
      return filtered.where("study.verdict", "is not", null);
    case "mine":
      return filtered.where((where) =>
        where.or([
          where("study.assignee", "=", name),
          where("study.verdict_by", "=", name),
          where("study.second_by", "=", name),
        ]),
      );
    case "all":
      return filtered;
  }
}

function selectRows<O>(studies: Studies<O>, { name }: Viewer) {
  return studies
    .selectAll("study")
    .select((expression) => [
      mineOf(expression, name).as("mine"),
      expression
        .exists(
          expression
            .selectFrom("thumbnail")
            .whereRef("thumbnail.scoring_id", "=", "study.scoring_id")
            .select("thumbnail.scoring_id"),
        )
        .as("has_thumbnail"),
    ]);
}

function mineOf(expression: ExpressionBuilder<Tables, "study">, name: string) {
  return expression
    .selectFrom("decision")
    .whereRef("decision.study_uid", "=", "study.uid")
    .where("decision.reviewer", "=", name)
    .where("decision.undone_at", "is", null)
    .orderBy("decision.id", "desc")
    .limit(1)
    .select("decision.verdict");
}

type SelectedRow = Awaited<ReturnType<ReturnType<typeof selectRows<object>>["executeTakeFirstOrThrow"]>>;

function toRow(row: SelectedRow, { name, blinded, pseudonym }: Viewer): StudyRow {
  const mine = row.mine as StudyRow["mine"];
  const hidden = blinded && mine === null;
  // Another's verdict would lead the second reader.
  const isOthers = row.verdict !== null && row.verdict_by !== name && mine === null;
  const held = row.assigned_until !== null && row.assigned_until.getTime() > Date.now();
  const id = row.patient_id ?? row.uid;
  return {
    uid: row.uid,
    patient: pseudonym ? pseudonym(id) : (row.patient_name ?? row.patient_id ?? ""),
    accession: pseudonym ? null : row.accession,
    date: row.study_date,
    description: row.description,
    modality: row.modality,
    bodyPart: row.body_part,
    state: row.state,
    reason: row.reason,
    images: row.images,
    hidden,
    pValue: hidden ? null : row.p_value,
    flagged: hidden ? null : row.flagged,
    above: hidden ? null : row.above,
    scored: hidden ? null : row.scored,
    worst:
      hidden || row.worst_series === null || row.worst_instance === null
        ? null
        : { series: row.worst_series, instance: row.worst_instance, frame: row.worst_frame ?? 1 },
    hasThumbnail: !hidden && Boolean(row.has_thumbnail),
    assignee: held ? row.assignee : null,
    verdict: isOthers ? null : (row.verdict as StudyRow["verdict"]),
    verdictBy: row.verdict_by,
    secondVerdict: isOthers ? null : (row.second_verdict as StudyRow["verdict"]),
    secondBy: row.second_by,
    mine,
  };
}

async function summary(db: Database): Promise<Omit<Worklist, "total" | "studies">> {
  const count = (condition: ReturnType<typeof sql<boolean>>) =>
    sql<number>`count(*) filter (where ${condition})::int`;
  const state = (name: string) => count(sql<boolean>`state = ${sql.lit(name)}`);
  const counts = await db
    .selectFrom("study")
    .select([
      state("queued").as("queued"),
      state("scoring").as("scoring"),
      state("scored").as("scored"),
      state("refused").as("refused"),
      state("failed").as("failed"),
      count(sql<boolean>`verdict is null and state = 'scored'`).as("unread"),
      count(sql<boolean>`verdict is not null`).as("decided"),
    ])
    .executeTakeFirstOrThrow();
  const distinct = async (column: "modality" | "body_part") => {
    const rows = await db
      .selectFrom("study")
      .where(column, "is not", null)
      .select(column)
      .distinct()
      .orderBy(column)
      .limit(100)
      .execute();
    return rows.map((row) => String(row[column as keyof typeof row]));
  };
  const reviewers = await db
    .selectFrom("decision")
    .select("reviewer")
    .distinct()
    .orderBy("reviewer")
    .limit(100)
    .execute();
  return {
    counts,
    modalities: await distinct("modality"),
    bodyParts: await distinct("body_part"),
    reviewers: reviewers.map(({ reviewer }) => reviewer),
  };
}
