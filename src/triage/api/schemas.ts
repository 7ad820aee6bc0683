import { z } from "zod";

/** The API's data, checked where it is sent and where it arrives. No Node and no DOM: server and page share it. */

export const verdicts = ["accept", "reject", "uncertain"] as const;
export type Verdict = (typeof verdicts)[number];
const verdict = z.enum(verdicts);

/** Why a reviewer decided so; the page translates them. */
export const reasonCodes = [
  "lesion",
  "normal-variant",
  "post-operative",
  "artefact",
  "motion",
  "positioning",
  "implant",
  "wrong-protocol",
  "wrong-patient-data",
  "nothing-seen",
  "other",
] as const;
export type ReasonCode = (typeof reasonCodes)[number];

export const roles = ["reader", "reviewer", "administrator"] as const;
/** A reader sees the list, a reviewer decides too, an administrator sees log and failures too. */
export type Role = (typeof roles)[number];

const states = ["queued", "scoring", "scored", "refused", "failed"] as const;
/** What of the list a reviewer works on. */
export const readings = ["unread", "second", "decided", "mine", "all"] as const;
export type Reading = (typeof readings)[number];
export const sortKeys = [
  "pValue",
  "date",
  "patient",
  "modality",
  "bodyPart",
  "state",
  "verdict",
  "added",
] as const;
export type SortKey = (typeof sortKeys)[number];

const text = z.string().max(200);
const uid = z.string().regex(/^[0-9.]{1,64}$/, "expected a DICOM UID");

export const worklistQuerySchema = z.object({
  sort: z.enum(sortKeys).default("date"),
  order: z.enum(["ascending", "descending"]).default("descending"),
  reading: z.enum(readings).default("all"),
  state: z.enum(states).optional(),
  modality: text.optional(),
  bodyPart: text.optional(),
  reviewer: text.optional(),
  /** Most that a study's p-value may be. */
  pValue: z.coerce.number().min(0).max(1).optional(),
  /** YYYYMMDD, inclusive. */
  from: z
    .string()
    .regex(/^\d{8}$/)
    .optional(),
  to: z
    .string()
    .regex(/^\d{8}$/)
    .optional(),
  search: text.optional(),
  offset: z.coerce.number().int().min(0).max(10_000_000).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type WorklistQuery = z.infer<typeof worklistQuerySchema>;

export const studyRowSchema = z.object({
  uid,
  patient: z.string(),
  accession: z.string().nullable(),
  /** YYYYMMDD */
  date: z.string().nullable(),
  description: z.string().nullable(),
  modality: z.string().nullable(),
  bodyPart: z.string().nullable(),
  state: z.enum(states),
  /** Why there is no score. */
  reason: z.string().nullable(),
  images: z.int(),
  /** Scores are withheld until this reviewer has given an opinion. */
  hidden: z.boolean(),
  pValue: z.number().nullable(),
  flagged: z.boolean().nullable(),
  /** Images above the threshold, of those scored. */
  above: z.int().nullable(),
  scored: z.int().nullable(),
  worst: z.object({ series: z.string(), instance: z.string(), frame: z.int() }).nullable(),
  hasThumbnail: z.boolean(),
  assignee: z.string().nullable(),
  verdict: verdict.nullable(),
  verdictBy: z.string().nullable(),
  secondVerdict: verdict.nullable(),
  secondBy: z.string().nullable(),
  /** This reviewer's own standing verdict. */
  mine: verdict.nullable(),
});
export type StudyRow = z.infer<typeof studyRowSchema>;

export const worklistSchema = z.object({
  total: z.int(),
  studies: z.array(studyRowSchema),
  /** Of the whole list, by state, and by what is left to read. */
  counts: z.object({
    queued: z.int(),
    scoring: z.int(),
    scored: z.int(),
    refused: z.int(),
    failed: z.int(),
    unread: z.int(),
    decided: z.int(),
  }),
  modalities: z.array(z.string()),
  bodyParts: z.array(z.string()),
  reviewers: z.array(z.string()),
});
export type Worklist = z.infer<typeof worklistSchema>;

export const decisionInputSchema = z.object({
  verdict,
  reasonCode: z.enum(reasonCodes).nullable().default(null),
  note: z.string().trim().max(2000).nullable().default(null),
});
export type DecisionInput = z.infer<typeof decisionInputSchema>;

export const decisionSchema = z.object({
  id: z.int(),
  reviewer: z.string(),
  verdict,
  reasonCode: z.enum(reasonCodes).nullable(),
  note: z.string().nullable(),
  blinded: z.boolean(),
  at: z.string(),
  undoneAt: z.string().nullable(),
});

export const studyDetailSchema = z.object({
  study: studyRowSchema,
  decisions: z.array(decisionSchema),
  model: z.object({ id: z.string(), version: z.string(), sha256: z.string() }).nullable(),
});
export type StudyDetail = z.infer<typeof studyDetailSchema>;

export const instancesSchema = z.object({
  instances: z.array(z.object({ series: z.string(), instance: z.string(), url: z.string() })),
});

export const sessionSchema = z.object({
  name: z.string(),
  role: z.enum(roles),
  csrf: z.string(),
  /** First opinions are given without the scores. */
  blinded: z.boolean(),
  /** Names and identifiers are replaced by pseudonyms. */
  pseudonyms: z.boolean(),
});
export type Session = z.infer<typeof sessionSchema>;

export const agreementSchema = z.object({
  /** Studies with two standing verdicts of two reviewers. */
  studies: z.int(),
  agreed: z.number().nullable(),
  /** Cohen's kappa; null where it is not defined. */
  kappa: z.number().nullable(),
});

export const driftSchema = z.object({
  scanner: z.string(),
  site: z.string(),
  model: z.string(),
  series: z.int(),
  distance: z.number(),
  pValue: z.number(),
  alarm: z.boolean(),
});

export const monitoringSchema = z.object({
  waiting: z.int(),
  workers: z.int(),
  /** Images scored in the last hour. */
  slicesLastHour: z.int(),
  seriesLastHour: z.int(),
  failures: z.int(),
  agreement: agreementSchema,
  /** Of flagged studies with a verdict of accept or reject, the accepted share. */
  positivePredictiveValue: z.object({ studies: z.int(), value: z.number().nullable() }),
  drift: z.array(driftSchema),
});
export type Monitoring = z.infer<typeof monitoringSchema>;

export const failureSchema = z.object({
  scoringId: z.string(),
  studyUid: z.string(),
  series: z.string(),
  model: z.string(),
  attempts: z.int(),
  reason: z.string().nullable(),
  at: z.string().nullable(),
});
export const failuresSchema = z.object({ failures: z.array(failureSchema) });

export const problemSchema = z.object({ code: z.string(), message: z.string() });
export const doneSchema = z.object({ done: z.literal(true) });
export const uidSchema = uid;
