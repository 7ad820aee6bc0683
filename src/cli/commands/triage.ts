import { defineCommand } from "citty";
import { sharedArgs, startCommand } from "../command.ts";
import { oneOf, UsageError, wholeNumber } from "../usage-error.ts";

const args = {
  action: {
    type: "positional",
    required: false,
    valueHint: "serve|worker|verify|export",
    description: "serve the worklist; score beside others; verify or export the audit log",
  },
  source: {
    type: "positional",
    required: false,
    description: "a folder of DICOM files, or a DICOMweb address",
  },
  model: {
    type: "string",
    valueHint: "BUNDLE,BUNDLE",
    description: "folders of models; by default those that come with Residua",
  },
  database: {
    type: "string",
    valueHint: "DIR",
    description: "folder of the embedded database; the environment's DATABASE_URL names a Postgres instead",
  },
  host: { type: "string", valueHint: "NAME", default: "127.0.0.1", description: "where to listen" },
  port: { type: "string", valueHint: "N", default: "8737", description: "on which port" },
  url: { type: "string", valueHint: "URL", description: "where reviewers reach it, behind a proxy" },
  accounts: { type: "string", valueHint: "FILE", description: "who may sign in, with which role" },
  since: { type: "string", valueHint: "YYYYMMDD", description: "studies from this day on (DICOMweb)" },
  blinded: { type: "boolean", description: "hide scores until the first opinion is given" },
  pseudonyms: { type: "boolean", description: "show pseudonyms in place of names" },
  worker: { type: "boolean", default: true, description: "score here too; --no-worker leaves it to others" },
  untilEmpty: { type: "boolean", description: "end once nothing waits (worker)" },
  format: { type: "string", valueHint: "csv|jsonl", default: "csv", description: "of the exported log" },
  out: { type: "string", valueHint: "FILE", description: "where to export the log to" },
  ...sharedArgs,
} as const;

export default defineCommand({
  meta: {
    name: "residua triage",
    description: "Worklist of studies for a reviewer: how unusual each is, and what was decided.",
  },
  args,
  async run(context) {
    const { values, positionals, signal } = startCommand(context, args);
    const [action, ...sources] = positionals;
    const { model, database } = values;
    switch (action) {
      case "serve": {
        requireSource(sources);
        const { serveTriage } = await import("../triage/serve.ts");
        return serveTriage({
          sources,
          model,
          database,
          host: values.host,
          port: wholeNumber(values.port, "port", 0)!,
          url: values.url,
          accounts: values.accounts,
          since: values.since,
          blinded: values.blinded === true,
          pseudonyms: values.pseudonyms === true,
          worker: values.worker,
          signal,
        });
      }
      case "worker": {
        requireSource(sources);
        const { workTriage } = await import("../triage/work.ts");
        return workTriage({ sources, model, untilEmpty: values.untilEmpty === true, signal });
      }
      case "verify": {
        const { verifyAuditLog } = await import("../triage/audit-log.ts");
        return verifyAuditLog({ sources, database });
      }
      case "export": {
        if (values.out === undefined) throw new UsageError("--out takes the file to write.");
        const format = oneOf(values.format, "format", ["csv", "jsonl"])!;
        const { exportAuditLog } = await import("../triage/audit-log.ts");
        return exportAuditLog(values.out, format, { sources, database });
      }
      default:
        throw new UsageError("Write: residua triage serve FOLDER|DICOMWEB_URL, worker, verify or export.");
    }
  },
});

function requireSource(sources: readonly string[]): void {
  if (sources.length === 0) throw new UsageError("Name a folder of DICOM files, or a DICOMweb address.");
}
