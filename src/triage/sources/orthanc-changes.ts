import { z } from "zod";
import { StoreError } from "../../errors/index.ts";
import { type DicomWebOptions, refusedBy, requestDicomWeb } from "../../report/dicom-web.ts";
import type { SourceMemory } from "./source.ts";

const systemSchema = z.object({ ApiVersion: z.number(), Version: z.string() });

const changesSchema = z.object({
  Changes: z.array(z.object({ ChangeType: z.string(), ID: z.string(), Seq: z.int() })),
  Done: z.boolean(),
  Last: z.int(),
});

const seriesSchema = z.object({
  MainDicomTags: z.object({ SeriesInstanceUID: z.string() }),
  ParentStudy: z.string(),
});

const studySchema = z.object({ MainDicomTags: z.object({ StudyInstanceUID: z.string() }) });

/** The address of an Orthanc's own API beside its DICOMweb service; `undefined` for another server. */
export async function findOrthanc(options: DicomWebOptions): Promise<string | undefined> {
  const match = /^(.*)\/dicom-web$/.exec(options.url);
  if (!match) return undefined;
  const root = match[1]!;
  const response = await requestDicomWeb("/system", {}, { ...options, url: root });
  const answer: unknown = response.ok ? await response.json().catch(() => undefined) : undefined;
  return systemSchema.safeParse(answer).success ? root : undefined;
}

/** Series that have come and to which nothing was added for a while ("StableAge" in Orthanc's configuration). */
export async function* orthancChanges(
  root: string,
  options: DicomWebOptions,
  memory: SourceMemory,
): AsyncGenerator<readonly [studyUid: string, seriesUid: string]> {
  const own = { ...options, url: root };
  let since = Number((await memory.get()) ?? 0);
  for (;;) {
    const page = await getJson(`/changes?since=${since}&limit=100`, changesSchema, own);
    // An Orthanc that was set up anew counts from the beginning again.
    if (!page || page.Last < since) {
      if (since === 0) return;
      since = 0;
      continue;
    }
    for (const { ChangeType, ID } of page.Changes) {
      if (ChangeType !== "StableSeries") continue;
      const series = await getJson(`/series/${ID}`, seriesSchema, own);
      const study = series && (await getJson(`/studies/${series.ParentStudy}`, studySchema, own));
      // Removed since.
      if (!series || !study) continue;
      yield [study.MainDicomTags.StudyInstanceUID, series.MainDicomTags.SeriesInstanceUID];
    }
    since = page.Last;
    await memory.set(String(since));
    if (page.Done) return;
  }
}

/** @returns undefined for what is not there. @throws StoreError */
async function getJson<T>(
  path: string,
  schema: z.ZodType<T>,
  options: DicomWebOptions,
): Promise<T | undefined> {
  const response = await requestDicomWeb(path, {}, options);
  if (response.status === 404) return undefined;
  if (!response.ok) throw refusedBy(response.status);
  const parsed = schema.safeParse(await response.json().catch(() => undefined));
  if (!parsed.success) {
    throw new StoreError("Orthanc's answer is not as expected; is its version supported (1.9 or newer)?", {
      cause: parsed.error,
    });
  }
  return parsed.data;
}
