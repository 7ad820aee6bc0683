import { StoreError } from "../../src/errors/index.ts";
import type { DicomDataset } from "../../src/report/dataset.ts";
import { refusedBy } from "../../src/report/dicom-web.ts";
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
  const refused = refusal(request.status, answerOf(request));
  if (refused) throw refused;
}

function refusal(status: number, answer: unknown): StoreError | undefined {
  const [refused] = refusedObjects(answer);
  if (!refused) return undefined;
  return new StoreError(`The server did not store the results (${status}): ${refused.message}.`, {
    details: { status, reason: refused.message },
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
