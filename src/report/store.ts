import { type DicomDataset, text } from "./dataset.ts";
import {
  type DicomJson,
  type DicomWebOptions,
  jsonItems,
  jsonText,
  queryDicomWeb,
  refusedBy,
  requestDicomWeb,
} from "./dicom-web.ts";
import { multipart } from "./multipart.ts";
import { comprehensive3dStorage, type StoredObject } from "./structured-report.ts";

/** What the server did with each object. */
export interface StoreOutcome {
  /** SOP Instance UIDs. */
  readonly stored: readonly string[];
  readonly refused: readonly RefusedObject[];
}

export interface RefusedObject {
  readonly SOPInstanceUID: string;
  /** Failure Reason (DICOM PS3.3 C.12.1.1.14 and PS3.18 table I.2-2); absent where the server gives none. */
  readonly reason?: number;
  /** The same in words. */
  readonly message: string;
}

/**
 * Stores DICOM files by STOW-RS (DICOM PS3.18 10.5), with a further try where the server is busy or away.
 *
 * @returns what was stored and what was refused, with the server's reasons
 * @throws StoreError when the server cannot be reached, or refuses the request as a whole without naming objects; the
 *   signal's reason when aborted
 */
export async function storeFiles(
  files: readonly { readonly SOPInstanceUID: string; readonly bytes: Uint8Array<ArrayBuffer> }[],
  options: DicomWebOptions,
): Promise<StoreOutcome> {
  const { contentType, body } = multipart(files.map(({ bytes }) => bytes));
  const response = await requestDicomWeb(
    "/studies",
    { method: "POST", body, headers: { "Content-Type": contentType, Accept: "application/dicom+json" } },
    options,
  );
  const answer: unknown = await response.json().catch(() => undefined);
  const item = Array.isArray(answer) ? (answer[0] as unknown) : answer;
  const named = refusedObjects(item);
  if (!response.ok && named.length === 0) throw refusedBy(response.status);
  const failed = new Set(named.map(({ SOPInstanceUID }) => SOPInstanceUID));
  const rest = files.map(({ SOPInstanceUID }) => SOPInstanceUID).filter((uid) => !failed.has(uid));
  const stored = rest.filter((uid) => isAmongStored(item, uid));
  const forgotten = rest.filter((uid) => !stored.includes(uid));
  return {
    stored,
    refused: [
      ...named,
      ...forgotten.map((SOPInstanceUID) => ({ SOPInstanceUID, message: failureMessage(Number.NaN) })),
    ],
  };
}

/**
 * A server may answer that all is well and still name nothing as stored, as Orthanc does where its disk is full. An
 * answer of another kind than DICOM JSON names nothing and is believed.
 */
function isAmongStored(answer: unknown, uid: string): boolean {
  if (typeof answer !== "object" || answer === null || !("00081199" in answer)) return true;
  return jsonItems(answer as DicomJson, "00081199").some((item) => jsonText(item, "00081155") === uid);
}

/** Reads the Failed SOP Sequence of a STOW-RS answer; none where there is no such answer. */
export function refusedObjects(answer: unknown): RefusedObject[] {
  if (typeof answer !== "object" || answer === null) return [];
  return jsonItems(answer as DicomJson, "00081198").map((failed) => {
    const reason = Number(jsonText(failed, "00081197") ?? Number.NaN);
    return {
      SOPInstanceUID: jsonText(failed, "00081155") ?? "",
      ...(Number.isInteger(reason) ? { reason } : {}),
      message: failureMessage(reason),
    };
  });
}

/** DICOM PS3.18 table I.2-2. */
function failureMessage(reason: number): string {
  if (Number.isNaN(reason)) return "the server gives no reason";
  if (reason >= 0xa700 && reason <= 0xa7ff) return "the server is out of resources";
  if (reason >= 0xa900 && reason <= 0xa9ff) return "the data set does not match its SOP class";
  if (reason >= 0xc000 && reason <= 0xcfff) return "the server cannot understand the data set";
  const known: Readonly<Record<number, string>> = {
    272: "a processing failure on the server",
    290: "the server does not take this SOP class",
    292: "not authorised",
    49442: "the server does not take this transfer syntax",
  };
  return known[reason] ?? `failure reason ${reason}`;
}

/** Whether the server already has an object. @throws StoreError, the signal's reason */
export async function isStored(dataset: DicomDataset, options: DicomWebOptions): Promise<boolean> {
  const study = encodeURIComponent(text(dataset, "StudyInstanceUID") ?? "");
  const instance = text(dataset, "SOPInstanceUID") ?? "";
  const path = `/studies/${study}/instances?SOPInstanceUID=${encodeURIComponent(instance)}`;
  const found = await queryDicomWeb(path, options);
  return found.some((item) => jsonText(item, "00080018") === instance);
}

/**
 * Residua's earlier reports of a series on the server: of another version of the model, or another threshold.
 *
 * @throws StoreError, the signal's reason
 */
export async function findPredecessors(
  source: { readonly StudyInstanceUID: string; readonly SeriesInstanceUID: string },
  options: DicomWebOptions,
): Promise<StoredObject[]> {
  const study = `/studies/${encodeURIComponent(source.StudyInstanceUID)}`;
  const series = await queryDicomWeb(`${study}/series?Modality=SR`, options);
  const found: StoredObject[] = [];
  for (const item of series) {
    const SeriesInstanceUID = jsonText(item, "0020000E");
    if (SeriesInstanceUID === undefined) continue;
    const path = `${study}/series/${encodeURIComponent(SeriesInstanceUID)}/metadata`;
    for (const report of await queryDicomWeb(path, options)) {
      if (!isReportOf(report, source.SeriesInstanceUID)) continue;
      found.push({
        StudyInstanceUID: source.StudyInstanceUID,
        SeriesInstanceUID,
        SOPClassUID: comprehensive3dStorage,
        SOPInstanceUID: jsonText(report, "00080018") ?? "",
      });
    }
  }
  return found;
}

function isReportOf(report: DicomJson, seriesUid: string): boolean {
  if (jsonText(report, "00080016") !== comprehensive3dStorage) return false;
  if (jsonText(report, "00080070") !== "Residua") return false;
  return jsonItems(report, "0040A375").some((study) =>
    jsonItems(study, "00081115").some((series) => jsonText(series, "0020000E") === seriesUid),
  );
}
