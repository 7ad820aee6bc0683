import { Hono } from "hono";
import { streamText } from "hono/streaming";
import { z } from "zod";
import { doneSchema, failuresSchema, monitoringSchema } from "../api/schemas.ts";
import { auditFormats, exportAudit } from "../store/audit.ts";
import { queryMonitoring } from "../store/monitoring.ts";
import { requeue } from "../store/requeue.ts";
import { answer, parse, Refusal, requireRole, type Services, type TriageEnvironment } from "./context.ts";

const formatSchema = z.object({ format: z.enum(auditFormats).default("csv") });

/** Figures, what has failed, and the log. */
export function monitoringRoutes(services: Services): Hono<TriageEnvironment> {
  const { store, queue } = services;
  return new Hono<TriageEnvironment>()
    .get("/monitoring", async (context) => answer(context, monitoringSchema, await queryMonitoring(services)))
    .get("/failures", async (context) => {
      requireRole(context, "reviewer");
      const rows = await store.db
        .selectFrom("scoring")
        .innerJoin("series", "series.uid", "scoring.series_uid")
        .where("scoring.state", "=", "failed")
        .orderBy("scoring.finished_at", "desc")
        .limit(500)
        .select([
          "scoring.id",
          "scoring.model_id",
          "scoring.model_version",
          "scoring.attempts",
          "scoring.reason",
          "scoring.finished_at",
          "series.study_uid",
          "series.description",
          "series.uid",
        ])
        .execute();
      return answer(context, failuresSchema, {
        failures: rows.map((row) => ({
          scoringId: row.id,
          studyUid: row.study_uid,
          series: row.description ?? row.uid,
          model: `${row.model_id} ${row.model_version}`,
          attempts: row.attempts,
          reason: row.reason,
          at: row.finished_at?.toISOString() ?? null,
        })),
      });
    })
    .post("/failures/:id/retry", async (context) => {
      requireRole(context, "administrator");
      const scoringId = parse(z.uuid(), context.req.param("id"));
      if ((await requeue(store, queue, { scoringId })) === 0) {
        throw new Refusal(404, "no-failure", "This series has not failed, or is queued again already.");
      }
      return answer(context, doneSchema, { done: true });
    })
    .get("/audit", (context) => {
      requireRole(context, "administrator");
      const { format } = parse(formatSchema, context.req.query());
      context.header("Content-Disposition", `attachment; filename="residua-audit.${format}"`);
      const response = streamText(context, async (stream) => {
        for await (const piece of exportAudit(store.db, format)) await stream.write(piece);
      });
      response.headers.set(
        "Content-Type",
        format === "csv" ? "text/csv; charset=utf-8" : "application/jsonl",
      );
      return response;
    });
}
