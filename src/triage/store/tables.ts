import type { ColumnType, Generated } from "kysely";

/** Written once, never changed. */
type Fixed<T> = ColumnType<T, T, never>;
type Time = ColumnType<Date, Date | string, Date | string>;
/** JSON is handed over as text; both databases read it as a value. */
type Json = ColumnType<unknown, string, string>;

export const studyStates = ["queued", "scoring", "scored", "refused", "failed"] as const;
export type StudyState = (typeof studyStates)[number];

export const scoringStates = ["queued", "running", "scored", "refused", "failed"] as const;
export type ScoringState = (typeof scoringStates)[number];

interface StudyTable {
  uid: Fixed<string>;
  source: Fixed<string>;
  patient_id: string | null;
  patient_name: string | null;
  accession: string | null;
  /** YYYYMMDD, as in DICOM. */
  study_date: string | null;
  description: string | null;
  /** Of its images, with backslashes between several. */
  modality: string | null;
  body_part: string | null;
  /** Lower case, all that a free-text search looks through. */
  search: string;
  state: Generated<StudyState>;
  /** Of its most unusual series, corrected for the number of its images; null while nothing is scored. */
  p_value: number | null;
  score: number | null;
  /** Whether an image is above the model's calibrated threshold. */
  flagged: boolean | null;
  /** The scoring that holds the most unusual image. */
  scoring_id: string | null;
  worst_series: string | null;
  worst_instance: string | null;
  worst_frame: number | null;
  /** Images above the threshold, and images with a score. */
  above: Generated<number>;
  scored: Generated<number>;
  images: Generated<number>;
  /** In words, where the study has no score. */
  reason: string | null;
  assignee: string | null;
  assigned_until: Time | null;
  verdict: string | null;
  verdict_by: string | null;
  verdict_at: Time | null;
  second_verdict: string | null;
  second_by: string | null;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
  /** Rises with each change of the row, by a trigger. */
  revision: Generated<number>;
}

interface SeriesTable {
  uid: Fixed<string>;
  study_uid: Fixed<string>;
  description: string | null;
  modality: string | null;
  /** Manufacturer's model name and station, which stand for the scanner. */
  scanner: string | null;
  site: string | null;
  /** FrameTags of its first image, and how it lies: what applicability is judged by. */
  tags: Json;
  created_at: Generated<Date>;
}

interface InstanceTable {
  series_uid: Fixed<string>;
  uid: Fixed<string>;
  number: number;
  /** Where the source finds it: a path, or nothing where the UIDs are enough. */
  locator: string;
  /** Known once it has been read. */
  frames: number | null;
}

interface ScoringTable {
  id: Fixed<string>;
  series_uid: Fixed<string>;
  model_id: Fixed<string>;
  model_version: Fixed<string>;
  model_sha256: Fixed<string>;
  state: Generated<ScoringState>;
  attempts: Generated<number>;
  job_id: string | null;
  worker_id: string | null;
  reason: string | null;
  p_value: number | null;
  score: number | null;
  above: number | null;
  scored: number | null;
  /** The model's calibrated threshold on the image's score. */
  threshold: number | null;
  worst_instance: string | null;
  worst_frame: number | null;
  created_at: Generated<Date>;
  started_at: Time | null;
  finished_at: Time | null;
}

interface SliceTable {
  scoring_id: Fixed<string>;
  instance_uid: Fixed<string>;
  frame: Fixed<number>;
  worker_id: Fixed<string>;
  outcome: Fixed<string>;
  score: number | null;
  p_value: number | null;
  /** SliceFindings. */
  findings: Json | null;
  reason: string | null;
  milliseconds: number;
  at: Generated<Date>;
}

interface ThumbnailTable {
  scoring_id: Fixed<string>;
  score: number;
  png: Uint8Array;
}

interface WorkerTable {
  id: Fixed<string>;
  host: Fixed<string>;
  process: Fixed<number>;
  started_at: Generated<Date>;
  seen_at: Time;
  ended_at: Time | null;
}

interface DecisionTable {
  id: Generated<number>;
  study_uid: Fixed<string>;
  reviewer: Fixed<string>;
  verdict: Fixed<string>;
  reason_code: Fixed<string | null>;
  note: Fixed<string | null>;
  /** Whether the scores were hidden from the reviewer. */
  blinded: Fixed<boolean>;
  /** Which model and threshold the reviewer had before them, and what the model said. */
  model_id: Fixed<string | null>;
  model_version: Fixed<string | null>;
  model_sha256: Fixed<string | null>;
  threshold: Fixed<number | null>;
  p_value: Fixed<number | null>;
  flagged: Fixed<boolean | null>;
  at: Generated<Date>;
  undone_at: Time | null;
}

interface AuditTable {
  seq: Fixed<number>;
  /** ISO 8601, as it went into the hash. */
  at: Fixed<string>;
  actor: Fixed<string>;
  action: Fixed<string>;
  study_uid: Fixed<string | null>;
  /** JSON as text, as it went into the hash. */
  detail: Fixed<string>;
  previous: Fixed<string>;
  hash: Fixed<string>;
}

interface SessionTable {
  /** SHA-256 of what the cookie holds. */
  id: Fixed<string>;
  name: Fixed<string>;
  role: Fixed<string>;
  csrf: Fixed<string>;
  created_at: Generated<Date>;
  expires_at: Time;
}

/** What has to be known again after a restart, such as how far a source was read. */
interface MemoryTable {
  key: Fixed<string>;
  value: string;
  at: Time;
}

export interface Tables {
  study: StudyTable;
  series: SeriesTable;
  instance: InstanceTable;
  scoring: ScoringTable;
  slice: SliceTable;
  thumbnail: ThumbnailTable;
  worker: WorkerTable;
  decision: DecisionTable;
  audit: AuditTable;
  session: SessionTable;
  memory: MemoryTable;
}
