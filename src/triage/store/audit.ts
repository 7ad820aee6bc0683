import { createHash } from "node:crypto";
import { sql, type Transaction } from "kysely";
import type { Database } from "./open-store.ts";
import type { Tables } from "./tables.ts";

export interface AuditEvent {
  readonly actor: string;
  /** What was done, as "decide", "undo", "view", "assign", "sign-in". */
  readonly action: string;
  readonly studyUid?: string;
  readonly detail?: Readonly<Record<string, unknown>>;
}

export interface AuditEntry {
  readonly seq: number;
  /** ISO 8601 */
  readonly at: string;
  readonly actor: string;
  readonly action: string;
  readonly study_uid: string | null;
  /** JSON */
  readonly detail: string;
  readonly previous: string;
  readonly hash: string;
}

/** Before the first entry. */
const origin = "0".repeat(64);
/** Of the advisory lock that lets one entry after the other be chained; any number that nothing else takes. */
const lock = 7_241_630;

/** Appends an entry that holds the hash of the one before it, in the transaction of what it tells of. */
export async function audit(event: AuditEvent, transaction: Transaction<Tables>): Promise<void> {
  await sql`select pg_advisory_xact_lock(${sql.lit(lock)})`.execute(transaction);
  const last = await transaction
    .selectFrom("audit")
    .orderBy("seq", "desc")
    .limit(1)
    .select(["seq", "hash"])
    .executeTakeFirst();
  const entry = {
    seq: (last?.seq ?? 0) + 1,
    at: new Date().toISOString(),
    actor: event.actor,
    action: event.action,
    study_uid: event.studyUid ?? null,
    detail: JSON.stringify(event.detail ?? {}),
    previous: last?.hash ?? origin,
  };
  await transaction
    .insertInto("audit")
    .values({ ...entry, hash: hashOf(entry) })
    .execute();
}

function hashOf({ seq, at, actor, action, study_uid, detail, previous }: Omit<AuditEntry, "hash">): string {
  const content = JSON.stringify([seq, at, actor, action, study_uid, detail, previous]);
  return createHash("sha256").update(content).digest("hex");
}

export interface AuditVerdict {
  readonly entries: number;
  /** Hash of the last entry: kept elsewhere, it shows that nothing was cut off at the end. */
  readonly head: string;
  /** The first entry that does not fit the one before it, or its own hash. */
  readonly broken?: { readonly seq: number; readonly problem: string };
}

/** Computes the chain again. */
export async function verifyAudit(db: Database): Promise<AuditVerdict> {
  let previous = origin;
  let entries = 0;
  for await (const entry of auditEntries(db)) {
    const problem =
      entry.seq !== entries + 1
        ? `entry ${entries + 1} is missing`
        : entry.previous !== previous
          ? "it does not follow the entry before it"
          : entry.hash !== hashOf(entry)
            ? "it was changed"
            : undefined;
    if (problem) return { entries, head: previous, broken: { seq: entry.seq, problem } };
    previous = entry.hash;
    entries++;
  }
  return { entries, head: previous };
}

/** All entries in order, some at a time. */
export async function* auditEntries(db: Database): AsyncGenerator<AuditEntry> {
  let after = 0;
  for (;;) {
    const rows = await db
      .selectFrom("audit")
      .where("seq", ">", after)
      .orderBy("seq")
      .limit(1000)
      .selectAll()
      .execute();
    yield* rows;
    const last = rows.at(-1);
    if (!last) return;
    after = last.seq;
  }
}

export const auditColumns = [
  "seq",
  "at",
  "actor",
  "action",
  "study_uid",
  "detail",
  "previous",
  "hash",
] as const;

export const auditFormats = ["csv", "jsonl"] as const;
export type AuditFormat = (typeof auditFormats)[number];

/** The log as CSV (RFC 4180) or as JSON lines, a piece at a time. */
export async function* exportAudit(db: Database, format: AuditFormat): AsyncGenerator<string> {
  if (format === "csv") yield `${auditColumns.join(",")}\r\n`;
  for await (const entry of auditEntries(db)) {
    yield format === "csv"
      ? `${auditColumns.map((column) => csvField(entry[column])).join(",")}\r\n`
      : `${JSON.stringify({ ...entry, detail: JSON.parse(entry.detail) as unknown })}\n`;
  }
}

/** A leading sign of a formula is quoted with an apostrophe: spreadsheets would compute it. */
function csvField(value: string | number | null): string {
  const text = String(value ?? "");
  const safe = /^[=+\-@\t\r]/.test(text) && typeof value === "string" ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
