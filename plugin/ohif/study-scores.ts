import type { ModelIdentity } from "../../src/scoring/result.ts";

/** What a scan said of the most unusual series of a study. */
export interface StudyScore {
  readonly model: ModelIdentity;
  /** Of the series, corrected for the number of its images (src/scoring/series-score.ts). */
  readonly pValue: number;
}

/** Sends `change` when another score is known. */
export const scoreChanges = new EventTarget();

const storageKey = "residua-study-scores";
/** The studies scored longest ago go first; 200 bytes each. */
const maximum = 2000;

type Scores = Map<string, readonly StudyScore[]>;

let read: { readonly text: string | null; readonly scores: Scores } | undefined;

/** What reports on the server say, as far as it was asked. */
const onServer = new Map<string, StudyScore>();

interface KnownScore extends StudyScore {
  readonly source: "server" | "browser";
}

/** The most unusual of what is known of a study, by any model. */
export function studyScore(studyInstanceUid: string): KnownScore | undefined {
  const stored = onServer.get(studyInstanceUid);
  const kept = readScores().get(studyInstanceUid) ?? [];
  const known: KnownScore[] = [
    ...(stored ? [{ ...stored, source: "server" as const }] : []),
    ...kept.map((score) => ({ ...score, source: "browser" as const })),
  ];
  return known.toSorted((a, b) => a.pValue - b.pValue)[0];
}

/** Until the page is left. */
export function rememberStored(studyInstanceUid: string, score: StudyScore | undefined): void {
  if (score) onServer.set(studyInstanceUid, score);
  else onServer.delete(studyInstanceUid);
  scoreChanges.dispatchEvent(new Event("change"));
}

/** Of a model only its latest bundle's score is kept, and of several series that of the most unusual. */
export function keepStudyScore(studyInstanceUid: string, score: StudyScore): void {
  const scores = new Map(readScores());
  const known = scores.get(studyInstanceUid) ?? [];
  const before = known.find(({ model }) => model.sha256 === score.model.sha256);
  const kept = before && before.pValue <= score.pValue ? before : score;
  scores.delete(studyInstanceUid);
  scores.set(studyInstanceUid, [...known.filter(({ model }) => model.id !== score.model.id), kept]);
  writeStorage(JSON.stringify([...scores].slice(-maximum)));
}

export function forgetStudyScores(): void {
  writeStorage(undefined);
}

function readScores(): Scores {
  const text = readStorage();
  if (read?.text === text && read) return read.scores;
  const stored = parseJson(text ?? "[]");
  read = { text, scores: new Map(Array.isArray(stored) ? stored.filter(isEntry) : []) };
  return read.scores;
}

// By hand: the list of studies is shown before anything that reads by schema is needed.
function isEntry(value: unknown): value is [string, readonly StudyScore[]] {
  if (!Array.isArray(value)) return false;
  const [study, scores] = value as unknown[];
  return typeof study === "string" && Array.isArray(scores) && scores.every(isScore);
}

function isScore(value: unknown): value is StudyScore {
  if (typeof value !== "object" || value === null) return false;
  const { model, pValue } = value as { readonly model?: Partial<ModelIdentity>; readonly pValue?: unknown };
  const words: readonly unknown[] = [model?.id, model?.version, model?.sha256];
  return typeof pValue === "number" && words.every((word) => typeof word === "string");
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

// Storage is refused in private windows of some browsers, and may be full; the list then shows no scores.
function readStorage(): string | null {
  try {
    return localStorage.getItem(storageKey);
  } catch {
    return null;
  }
}

function writeStorage(text: string | undefined): void {
  try {
    if (text === undefined) localStorage.removeItem(storageKey);
    else localStorage.setItem(storageKey, text);
  } catch {
    // See above.
  }
  scoreChanges.dispatchEvent(new Event("change"));
}
