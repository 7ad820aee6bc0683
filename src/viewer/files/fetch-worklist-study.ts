import { z } from "zod";
import { DataError } from "../../errors/index.ts";

const concurrency = 6;

const answerSchema = z.object({
  instances: z.array(z.object({ instance: z.string(), url: z.string().startsWith("/api/") })).max(100_000),
});

/**
 * The files of a study in the worklist of the server that serves this page.
 *
 * @throws DataError when it cannot be fetched, as without a sign-in; the signal's reason when aborted
 */
export async function fetchWorklistStudy(uid: string, signal: AbortSignal): Promise<readonly File[]> {
  const response = await get(`/api/studies/${uid}/instances`, signal);
  const parsed = answerSchema.safeParse(await response.json().catch(() => undefined));
  if (!parsed.success) {
    throw new DataError("There is no worklist on this server; open the study from its worklist.");
  }
  const { instances } = parsed.data;
  const files = new Array<File>(instances.length);
  let next = 0;
  const work = async (): Promise<void> => {
    for (let index = next++; index < instances.length; index = next++) {
      const { instance, url } = instances[index]!;
      files[index] = new File([await (await get(url, signal)).blob()], `${instance}.dcm`);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  return files;
}

async function get(url: string, signal: AbortSignal): Promise<Response> {
  const response = await fetch(url, { signal });
  if (response.ok) return response;
  throw new DataError(
    response.status === 401
      ? "Sign in at the worklist first, then open the study from there."
      : `The study could not be fetched from the worklist (HTTP ${response.status}).`,
  );
}
