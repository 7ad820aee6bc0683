import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { type AuditEvent, audit, exportAudit, verifyAudit } from "../../../src/triage/store/audit.ts";
import { openStore } from "../../../src/triage/store/open-store.ts";
import { openBench } from "./support.ts";

const { store } = await openBench();
const append = (event: AuditEvent) =>
  store.db.transaction().execute((transaction) => audit(event, transaction));

async function exported(format: "csv" | "jsonl"): Promise<string> {
  let text = "";
  for await (const piece of exportAudit(store.db, format)) text += piece;
  return text;
}

describe("the audit log", () => {
  it("chains entries that are appended at the same time, and verifies them", async () => {
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        append({ actor: `reviewer ${index}`, action: "view", studyUid: "1.2" }),
      ),
    );
    const { entries, head, broken } = await verifyAudit(store.db);
    expect({ entries, broken }).toEqual({ entries: 20, broken: undefined });
    expect(head).toMatch(/^[0-9a-f]{64}$/);
  });

  it("cannot be changed or cut", async () => {
    await expect(sql`update audit set actor = 'other' where seq = 3`.execute(store.db)).rejects.toThrow(
      "append-only",
    );
    await expect(sql`delete from audit where seq = 20`.execute(store.db)).rejects.toThrow("append-only");
    await expect(sql`truncate audit`.execute(store.db)).rejects.toThrow("append-only");
  });

  it("is exported as CSV that no spreadsheet computes, and as JSON lines", async () => {
    await append({ actor: "=HYPERLINK(1)", action: "decide", detail: { note: 'a "quoted", note' } });
    const csv = (await exported("csv")).split("\r\n");
    expect(csv[0]).toBe("seq,at,actor,action,study_uid,detail,previous,hash");
    expect(csv[21]).toContain(",'=HYPERLINK(1),decide,,");
    expect(csv[21]).toContain('"{""note"":""a \\""quoted\\"", note""}"');
    const lines = (await exported("jsonl")).trim().split("\n");
    expect(lines).toHaveLength(21);
    expect(JSON.parse(lines[20]!)).toMatchObject({ seq: 21, detail: { note: 'a "quoted", note' } });
  });

  it.each([
    ["changed", "update audit set detail = '{}' where seq = 2", 2],
    ["removed", "delete from audit where seq = 2", 3],
  ])("shows an entry that was %s by somebody who can switch off the trigger", async (_, change, seq) => {
    const other = await openStore();
    for (const actor of ["a", "b", "c"]) {
      await other.db
        .transaction()
        .execute((transaction) => audit({ actor, action: "view", detail: { actor } }, transaction));
    }
    await sql`alter table audit disable trigger all`.execute(other.db);
    await sql.raw(change).execute(other.db);
    expect((await verifyAudit(other.db)).broken?.seq).toBe(seq);
    await other.close();
  });
});
