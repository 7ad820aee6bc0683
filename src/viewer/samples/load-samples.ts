import { DataError } from "../../errors/index.ts";
import { type SamplesIndex, samplesIndexSchema } from "../samples-schema.ts";

/**
 * The samples that were made beside the page; undefined where there are none.
 *
 * @param url of index.json
 * @throws DataError when the index is broken; the signal's reason when aborted
 */
export async function loadSamples(url: string, signal: AbortSignal): Promise<SamplesIndex | undefined> {
  const response = await fetch(url, { signal });
  if (response.status === 404) return undefined;
  if (!response.ok) throw new DataError(`The samples' index could not be fetched (HTTP ${response.status}).`);
  const json: unknown = await response.json().catch((cause: unknown) => {
    throw new DataError("The samples' index is not JSON. Delete the samples folder and start again.", {
      cause,
    });
  });
  const parsed = samplesIndexSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new DataError("The samples' index is broken. Delete the samples folder and start again.", {
    cause: parsed.error,
  });
}
