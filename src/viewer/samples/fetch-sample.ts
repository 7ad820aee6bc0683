import { DataError } from "../../errors/index.ts";
import type { SampleStudy } from "../samples-schema.ts";

/** Fetches at once: as many as browsers open connections to one server. */
const concurrency = 6;

/**
 * The files of a sample, in its order.
 *
 * @param base URL of the folder that the paths are relative to
 * @throws DataError when one cannot be fetched; the signal's reason when aborted
 */
export async function fetchSample(
  study: SampleStudy,
  base: string,
  signal: AbortSignal,
): Promise<readonly File[]> {
  const files = new Array<File>(study.files.length);
  let next = 0;
  const work = async (): Promise<void> => {
    for (let index = next++; index < files.length; index = next++) {
      files[index] = await fetchFile(study.files[index]!.path, base, signal);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  return files;
}

async function fetchFile(path: string, base: string, signal: AbortSignal): Promise<File> {
  const response = await fetch(new URL(path, base), { signal });
  if (!response.ok)
    throw new DataError(`A file of the sample could not be fetched (HTTP ${response.status}).`);
  return new File([await response.blob()], path);
}
