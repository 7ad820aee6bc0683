import { Hono } from "hono";
import { ResiduaError } from "../../errors/index.ts";
import {
  decisionInputSchema,
  doneSchema,
  instancesSchema,
  studyDetailSchema,
  studyRowSchema,
  uidSchema,
  worklistQuerySchema,
  worklistSchema,
} from "../api/schemas.ts";
import { audit } from "../store/audit.ts";
import { assign, decide, release, undo } from "../store/decisions.ts";
import { requeue } from "../store/requeue.ts";
import { queryStudy, queryWorklist } from "../store/worklist-query.ts";
import {
  answer,
  parse,
  Refusal,
  requireRole,
  type Services,
  type TriageContext,
  type TriageEnvironment,
  viewerOf,
} from "./context.ts";

/** The worklist: reading it, deciding, and what the viewer opens. */
export function studyRoutes(services: Services): Hono<TriageEnvironment> {
  const { db } = services.store;
  const { blinded = false } = services;

  const uidOf = (context: TriageContext) => parse(uidSchema, context.req.param("uid"));
  const rowOf = async (context: TriageContext) => {
    const row = await queryStudy(db, uidOf(context), viewerOf(context, services));
    if (!row) throw unknownStudy();
    return row;
  };

  return new Hono<TriageEnvironment>()
    .get("/", async (context) => {
      const query = parse(worklistQuerySchema, context.req.query());
      return answer(context, worklistSchema, await queryWorklist(db, query, viewerOf(context, services)));
    })
    .get("/:uid", async (context) => {
      const study = await rowOf(context);
      const { name } = context.get("session");
      const decisions = await db
        .selectFrom("decision")
        .where("study_uid", "=", study.uid)
        // Before a second reader has decided, they see their own alone.
        .$if(study.mine === null, (query) => query.where("reviewer", "=", name))
        .orderBy("id")
        .selectAll()
        .execute();
      const model = await db
        .selectFrom("study")
        .innerJoin("scoring", "scoring.id", "study.scoring_id")
        .where("study.uid", "=", study.uid)
        .select(["scoring.model_id", "scoring.model_version", "scoring.model_sha256"])
        .executeTakeFirst();
      await db
        .transaction()
        .execute((transaction) => audit({ actor: name, action: "view", studyUid: study.uid }, transaction));
      return answer(context, studyDetailSchema, {
        study,
        decisions: decisions.map((each) => ({
          id: each.id,
          reviewer: each.reviewer,
          verdict: each.verdict as "accept",
          reasonCode: each.reason_code as "other" | null,
          note: each.note,
          blinded: each.blinded,
          at: each.at.toISOString(),
          undoneAt: each.undone_at?.toISOString() ?? null,
        })),
        model: model
          ? { id: model.model_id, version: model.model_version, sha256: model.model_sha256 }
          : null,
      });
    })
    .get("/:uid/thumbnail", async (context) => {
      const study = await rowOf(context);
      const picture = study.hasThumbnail
        ? await db
            .selectFrom("study")
            .innerJoin("thumbnail", "thumbnail.scoring_id", "study.scoring_id")
            .where("study.uid", "=", study.uid)
            .select("thumbnail.png")
            .executeTakeFirst()
        : undefined;
      if (!picture) throw new Refusal(404, "no-thumbnail", "There is no picture of this study.");
      return context.body(new Uint8Array(picture.png), 200, {
        "Content-Type": "image/png",
        "Cache-Control": "private, no-cache",
      });
    })
    .get("/:uid/instances", async (context) => {
      const study = await rowOf(context);
      const rows = await db
        .selectFrom("instance")
        .innerJoin("series", "series.uid", "instance.series_uid")
        .where("series.study_uid", "=", study.uid)
        .orderBy("series.uid")
        .orderBy("instance.number")
        .select(["series.uid as series", "instance.uid as instance"])
        .execute();
      const { name } = context.get("session");
      await db
        .transaction()
        .execute((transaction) => audit({ actor: name, action: "open", studyUid: study.uid }, transaction));
      return answer(context, instancesSchema, {
        instances: rows.map(({ series, instance }) => ({
          series,
          instance,
          url: `/api/studies/${study.uid}/instances/${series}/${instance}`,
        })),
      });
    })
    .get("/:uid/instances/:series/:instance", async (context) => {
      const found = await db
        .selectFrom("instance")
        .innerJoin("series", "series.uid", "instance.series_uid")
        .innerJoin("study", "study.uid", "series.study_uid")
        .where("study.uid", "=", uidOf(context))
        .where("series.uid", "=", parse(uidSchema, context.req.param("series")))
        .where("instance.uid", "=", parse(uidSchema, context.req.param("instance")))
        .select([
          "study.source",
          "instance.locator",
          "study.uid",
          "series.uid as series",
          "instance.uid as instance",
        ])
        .executeTakeFirst();
      const source = found && services.sources.find(({ id }) => id === found.source);
      if (!source) throw new Refusal(404, "no-image", "The image is not in the worklist.");
      try {
        const bytes = await source.fetch(
          {
            studyUid: found.uid,
            seriesUid: found.series,
            instanceUid: found.instance,
            locator: found.locator,
          },
          context.req.raw.signal,
        );
        return context.body(new Uint8Array(bytes), 200, {
          "Content-Type": "application/dicom",
          "Cache-Control": "private, no-store",
        });
      } catch (error) {
        if (error instanceof ResiduaError) throw new Refusal(502, "source", error.message);
        throw error;
      }
    })
    .post("/:uid/assignment", async (context) => {
      const { name } = requireRole(context, "reviewer");
      const result = await assign(db, uidOf(context), name);
      if (result.outcome === "unknown") throw unknownStudy();
      if (result.outcome === "taken") throw takenBy(result.by);
      return answer(context, studyRowSchema, await rowOf(context));
    })
    .delete("/:uid/assignment", async (context) => {
      const { name } = requireRole(context, "reviewer");
      await release(db, uidOf(context), name);
      return answer(context, studyRowSchema, await rowOf(context));
    })
    .post("/:uid/decisions", async (context) => {
      const { name } = requireRole(context, "reviewer");
      const input = parse(decisionInputSchema, await context.req.json().catch(() => undefined));
      const refused = await decide(db, uidOf(context), input, { reviewer: name, blinded });
      if (refused && "taken" in refused) throw takenBy(refused.taken);
      if (refused) throw unknownStudy();
      return answer(context, studyRowSchema, await rowOf(context));
    })
    .delete("/:uid/decisions/latest", async (context) => {
      const { name } = requireRole(context, "reviewer");
      if (!(await undo(db, uidOf(context), name))) {
        throw new Refusal(404, "nothing-to-undo", "You have no verdict on this study to take back.");
      }
      return answer(context, studyRowSchema, await rowOf(context));
    })
    .post("/:uid/rescore", async (context) => {
      requireRole(context, "administrator");
      await requeue(services.store, services.queue, { studyUid: uidOf(context) });
      return answer(context, doneSchema, { done: true });
    });
}

const unknownStudy = () => new Refusal(404, "unknown-study", "The study is not in the worklist.");

const takenBy = (name: string) =>
  new Refusal(409, "taken", `${name} is reading this study; take the next one, or ask them to give it back.`);
