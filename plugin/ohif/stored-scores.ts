import { type DicomWebOptions, jsonText, queryDicomWeb } from "../../src/report/dicom-web.ts";
import { type ReportScore, readReportScore } from "../../src/report/reading/report-score.ts";
import { dicomWebOf } from "./dicom-web-server.ts";
import type { Host } from "./host-types.ts";
import type { StudyScore } from "./study-scores.ts";

/** Studies asked for at once: the list's own images and queries go first. */
const atOnce = 2;
/** Reports read of one study, the latest first. */
const maximum = 8;
/** How long an answer holds, ms: a colleague may store another. */
const lifetime = 5 * 60_000;
const descriptionStart = "Residua report";

const answers = new Map<string, { readonly at: number; readonly score: StudyScore | undefined }>();
const waiting: (() => void)[] = [];
let running = 0;

/**
 * What Residua's reports on the server say of a study: of the most unusual series. Asks the viewer's own DICOMweb server
 * as the viewer does; a server that cannot be asked has nothing.
 *
 * @throws the signal's reason when aborted
 */
export async function storedStudyScore(
  host: Host,
  studyInstanceUid: string,
  signal: AbortSignal,
): Promise<StudyScore | undefined> {
  const answer = answers.get(studyInstanceUid);
  if (answer && performance.now() - answer.at < lifetime) return answer.score;
  const server = dicomWebOf(host, signal);
  if (!server) return undefined;
  await turn(signal);
  try {
    const score = await readStudy(studyInstanceUid, { ...server, attempts: 2 });
    answers.set(studyInstanceUid, { at: performance.now(), score });
    return score;
  } catch {
    signal.throwIfAborted();
    return undefined;
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}

/** After something was stored. */
export function forgetStoredScore(studyInstanceUid: string): void {
  answers.delete(studyInstanceUid);
}

async function turn(signal: AbortSignal): Promise<void> {
  while (running >= atOnce) {
    await new Promise<void>((resolve) => waiting.push(resolve));
  }
  if (signal.aborted) {
    waiting.shift()?.();
    signal.throwIfAborted();
  }
  running += 1;
}

async function readStudy(study: string, server: DicomWebOptions): Promise<StudyScore | undefined> {
  const path = `/studies/${encodeURIComponent(study)}/series`;
  const series = await queryDicomWeb(`${path}?Modality=SR`, server);
  const reports: ReportScore[] = [];
  // A server that names no description is asked for each.
  const candidates = series.filter((item) =>
    (jsonText(item, "0008103E") ?? descriptionStart).startsWith(descriptionStart),
  );
  for (const item of candidates.slice(-maximum)) {
    const uid = jsonText(item, "0020000E");
    if (uid === undefined) continue;
    const found = await queryDicomWeb(`${path}/${encodeURIComponent(uid)}/metadata`, server);
    reports.push(...found.flatMap((report) => readReportScore(report) ?? []));
  }
  const replaced = new Set(reports.flatMap(({ predecessors }) => predecessors));
  const [score] = reports
    .filter(({ SOPInstanceUID }) => !replaced.has(SOPInstanceUID))
    .sort((a, b) => a.pValue - b.pValue);
  return score && { model: score.model, pValue: score.pValue };
}
