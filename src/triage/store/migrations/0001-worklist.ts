import { type Kysely, type Migration, sql } from "kysely";

const statements = [
  `create sequence study_revision`,
  `create table study (
    uid text primary key,
    source text not null,
    patient_id text, patient_name text, accession text, study_date text, description text,
    modality text, body_part text,
    search text not null,
    state text not null default 'queued',
    p_value double precision, score double precision, flagged boolean,
    scoring_id uuid, worst_series text, worst_instance text, worst_frame integer,
    above integer not null default 0, scored integer not null default 0, images integer not null default 0,
    reason text,
    assignee text, assigned_until timestamptz,
    verdict text, verdict_by text, verdict_at timestamptz, second_verdict text, second_by text,
    created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
    revision integer not null default 0
  )`,
  `create index study_by_p_value on study (p_value, uid)`,
  `create index study_by_date on study (study_date, uid)`,
  `create index study_by_revision on study (revision)`,
  `create function touch_study() returns trigger language plpgsql as $$
  begin
    new.revision := nextval('study_revision');
    new.updated_at := now();
    return new;
  end $$`,
  `create trigger study_touched before insert or update on study for each row execute function touch_study()`,
  `create table series (
    uid text primary key,
    study_uid text not null references study,
    description text, modality text, scanner text, site text,
    tags jsonb not null,
    created_at timestamptz not null default now()
  )`,
  `create index series_of_study on series (study_uid)`,
  `create table instance (
    series_uid text not null references series,
    uid text not null,
    number integer not null,
    locator text not null,
    frames integer,
    primary key (series_uid, uid)
  )`,
  `create table scoring (
    id uuid primary key,
    series_uid text not null references series,
    model_id text not null, model_version text not null, model_sha256 text not null,
    state text not null default 'queued',
    attempts integer not null default 0,
    job_id uuid, worker_id uuid,
    reason text,
    p_value double precision, score double precision, above integer, scored integer,
    threshold double precision, worst_instance text, worst_frame integer,
    created_at timestamptz not null default now(), started_at timestamptz, finished_at timestamptz,
    unique (series_uid, model_id, model_version)
  )`,
  `create index scoring_by_state on scoring (state, finished_at)`,
  `create table slice (
    scoring_id uuid not null references scoring,
    instance_uid text not null,
    frame integer not null,
    worker_id uuid not null,
    outcome text not null,
    score double precision, p_value double precision,
    findings jsonb, reason text,
    milliseconds double precision not null,
    at timestamptz not null default now(),
    primary key (scoring_id, instance_uid, frame)
  )`,
  `create table thumbnail (
    scoring_id uuid primary key references scoring,
    score double precision not null,
    png bytea not null
  )`,
  `create table worker (
    id uuid primary key,
    host text not null,
    process integer not null,
    started_at timestamptz not null default now(),
    seen_at timestamptz not null,
    ended_at timestamptz
  )`,
  `create table decision (
    id integer generated always as identity primary key,
    study_uid text not null references study,
    reviewer text not null,
    verdict text not null,
    reason_code text, note text,
    blinded boolean not null,
    model_id text, model_version text, model_sha256 text,
    threshold double precision, p_value double precision, flagged boolean,
    at timestamptz not null default now(), undone_at timestamptz
  )`,
  `create index decision_of_study on decision (study_uid, id)`,
  `create table audit (
    seq integer primary key,
    at text not null,
    actor text not null,
    action text not null,
    study_uid text,
    detail text not null,
    previous text not null,
    hash text not null unique
  )`,
  `create function refuse_change() returns trigger language plpgsql as $$
  begin
    raise exception 'the audit log is append-only';
  end $$`,
  `create trigger audit_unchanged before update or delete on audit
    for each row execute function refuse_change()`,
  `create trigger audit_untruncated before truncate on audit execute function refuse_change()`,
  `create table session (
    id text primary key,
    name text not null,
    role text not null,
    csrf text not null,
    created_at timestamptz not null default now(), expires_at timestamptz not null
  )`,
  `create table memory (key text primary key, value text not null, at timestamptz not null)`,
];

export const worklist: Migration = {
  async up(db: Kysely<never>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
