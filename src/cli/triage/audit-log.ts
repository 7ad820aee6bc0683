import { writeFile } from "node:fs/promises";
import { DataError } from "../../errors/index.ts";
import { type AuditFormat, exportAudit, verifyAudit } from "../../triage/store/audit.ts";
import { openBench, openSources } from "./open-bench.ts";

export interface AuditLogOptions {
  /** Of the list whose log it is, where the database's folder is not named. */
  readonly sources: readonly string[];
  readonly database?: string | undefined;
}

/** Computes the log's chain of hashes again. @throws DataError naming the entry where it breaks */
export async function verifyAuditLog({ sources, database }: AuditLogOptions): Promise<void> {
  const bench = await openBench({ folder: database, sources: await openSources(sources, undefined) });
  try {
    const { entries, head, broken } = await verifyAudit(bench.store.db);
    if (broken) throw new DataError(`The audit log is broken at entry ${broken.seq}: ${broken.problem}.`);
    console.log(`The audit log is whole: ${entries} entries, the last with hash ${head}.`);
  } finally {
    await bench.close();
  }
}

/** Writes the log to a file. */
export async function exportAuditLog(
  out: string,
  format: AuditFormat,
  { sources, database }: AuditLogOptions,
): Promise<void> {
  const bench = await openBench({ folder: database, sources: await openSources(sources, undefined) });
  try {
    await writeFile(out, exportAudit(bench.store.db, format), { flag: "wx" });
    console.log(`Wrote ${out}.`);
  } finally {
    await bench.close();
  }
}
