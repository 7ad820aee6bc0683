import { StoreError } from "../errors/index.ts";
import { text } from "./dataset.ts";
import type { DicomWebOptions } from "./dicom-web.ts";
import type { ResultObject } from "./result-files.ts";
import { isStored, type RefusedObject, type StoreOutcome, storeFiles } from "./store.ts";

export interface StoreObjectsOptions extends DicomWebOptions {
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
}

export interface StoreObjectsOutcome extends StoreOutcome {
  /** SOP Instance UIDs of those that the server had before. */
  readonly present: readonly string[];
}

/** Statuses that say something of the sender or the address rather than of the object: the next would end likewise. */
const hopeless = [401, 403, 404, 405];

/**
 * Stores what the server does not have yet, an object a request, so that one that is refused does not take others
 * along. What was stored before an error or a cancel stays there, and is not sent again the next time.
 *
 * @throws StoreError when the server cannot be reached or allows nothing; the signal's reason when aborted
 */
export async function storeObjects(
  objects: readonly ResultObject[],
  { onProgress, ...options }: StoreObjectsOptions,
): Promise<StoreObjectsOutcome> {
  const stored: string[] = [];
  const present: string[] = [];
  const refused: RefusedObject[] = [];
  for (const [index, { dataset, bytes }] of objects.entries()) {
    options.signal?.throwIfAborted();
    onProgress?.({ done: index, total: objects.length });
    const SOPInstanceUID = text(dataset, "SOPInstanceUID") ?? "";
    if (await isStored(dataset, options)) {
      present.push(SOPInstanceUID);
      continue;
    }
    try {
      const outcome = await storeFiles([{ SOPInstanceUID, bytes }], options);
      stored.push(...outcome.stored);
      refused.push(...outcome.refused);
    } catch (error) {
      const status = error instanceof StoreError ? error.details.status : undefined;
      if (!(error instanceof StoreError) || typeof status !== "number" || hopeless.includes(status))
        throw error;
      refused.push({ SOPInstanceUID, message: error.message });
    }
  }
  onProgress?.({ done: objects.length, total: objects.length });
  return { stored, refused, present };
}
