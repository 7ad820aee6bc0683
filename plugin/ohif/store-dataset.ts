import { StoreError } from "../../src/errors/index.ts";
import { type DicomDataset, text } from "../../src/report/dataset.ts";
import { type DicomJson, jsonItems, jsonText, refusedBy } from "../../src/report/dicom-web.ts";
import { refusedObjects } from "../../src/report/store.ts";
import type { HostDataSource } from "./host-types.ts";

/**
 * Stores one object by the viewer's own data source, which writes the file and signs in as it does for all else. The
 * request is our own, since only the server's answer says why something was refused.
 *
 * @throws StoreError where the server cannot be reached or does not store it; the signal's reason when aborted
 */
export async function storeDataset(
  { store }: HostDataSource,
  dataset: DicomDataset,
  signal: AbortSignal,
): Promise<void> {
  signal.throwIfAborted();
  const request = new XMLHttpRequest();
  // The viewer's DICOMweb client opens the request, and asks for no kind of answer.
  request.addEventListener("readystatechange", () => {
    if (request.readyState === XMLHttpRequest.OPENED) {
      request.setRequestHeader("Accept", "application/dicom+json");
    }
  });
  const abort = () => request.abort();
  signal.addEventListener("abort", abort, { once: true });
  try {
    await store?.dicom?.(dataset, request);
  } catch (cause) {
    signal.throwIfAborted();
    const { status } = request;
    if (status === 0) {
      throw new StoreError("The server cannot be reached; check the connection, then try again.", { cause });
    }
    throw refusal(status, answerOf(request)) ?? refusedBy(status);
  } finally {
    signal.removeEventListener("abort", abort);
  }
  const answer = answerOf(request);
  const refused = refusal(request.status, answer);
  if (refused) throw refused;
  if (!isAmongStored(answer, text(dataset, "SOPInstanceUID"))) {
    throw notStored(request.status, "the server gives no reason");
  }
}

/**
 * A server may answer that all is well and still name nothing as stored, as Orthanc does where its disk is full. An
 * answer of another kind than DICOM JSON names nothing and is believed.
 */
function isAmongStored(answer: unknown, uid: string | undefined): boolean {
  if (typeof answer !== "object" || answer === null || !("00081199" in answer)) return true;
  const stored = jsonItems(answer as DicomJson, "00081199");
  return stored.some((instance) => jsonText(instance, "00081155") === uid);
}

function refusal(status: number, answer: unknown): StoreError | undefined {
  const [refused] = refusedObjects(answer);
  return refused && notStored(status, refused.message);
}

function notStored(status: number, reason: string): StoreError {
  return new StoreError(`The server did not store the results (${status}): ${reason}.`, {
    details: { status, reason },
  });
}

function answerOf(request: XMLHttpRequest): unknown {
  try {
    const answer: unknown = JSON.parse(request.responseText);
    return Array.isArray(answer) ? answer[0] : answer;
  } catch {
    return undefined;
  }
}
