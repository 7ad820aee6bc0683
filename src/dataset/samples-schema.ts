import { z } from "zod";

/** The same text in the languages of the user interface. */
const localisedSchema = z.object({ en: z.string().min(1), zh: z.string().min(1) });

const uidSchema = z
  .string()
  .max(64)
  .regex(/^[0-9]+(\.[0-9]+)*$/, "must be a DICOM UID");

/** A binary mask of one slice, run-length coded row by row. */
export const sampleMaskSchema = z
  .object({
    rows: z.int().min(1).max(4096),
    columns: z.int().min(1).max(4096),
    /** Start and length of each run of 1s, in turn: start, length, start, length... */
    runs: z.array(z.int().min(0)),
  })
  .refine(({ rows, columns, runs }) => {
    if (runs.length % 2 !== 0) return false;
    return runs.every((start, i) => i % 2 === 1 || start + runs[i + 1]! <= rows * columns);
  }, "runs must come in pairs that lie within rows x columns");
export type SampleMask = z.infer<typeof sampleMaskSchema>;

const sampleFileSchema = z.object({
  /** Relative to the index. */
  path: z.string().regex(/^[\w-]+(\/[\w-]+)*\.dcm$/, "must be a relative path to a .dcm file"),
  SOPInstanceUID: uidSchema,
  /** Where the implanted lesion lies; absent on slices without one. */
  mask: sampleMaskSchema.optional(),
});

const sampleStudySchema = z
  .object({
    id: z.string().regex(/^[a-z0-9-]+$/),
    title: localisedSchema,
    description: localisedSchema,
    StudyInstanceUID: uidSchema,
    SeriesInstanceUID: uidSchema,
    /** Index into `files` of the slice to show first. */
    firstShown: z.int().min(0),
    /** In order along the patient, feet to head. */
    files: z.array(sampleFileSchema).min(1),
  })
  .refine(({ firstShown, files }) => firstShown < files.length, "firstShown must be one of the files");
export type SampleStudy = z.infer<typeof sampleStudySchema>;

/** index.json of the samples folder: the studies that can be opened without a download. */
export const samplesIndexSchema = z.object({
  version: z.literal(1),
  attribution: z.object({
    text: localisedSchema,
    url: z.url({ protocol: /^https$/ }),
    /** File beside the index that holds the copyright notice and the terms. */
    licenceFile: z.string().regex(/^[\w.-]+$/),
  }),
  studies: z.array(sampleStudySchema),
});
export type SamplesIndex = z.infer<typeof samplesIndexSchema>;

/** @returns [rows, columns]: 1 inside the mask */
export function sampleMaskPixels({ rows, columns, runs }: SampleMask): Uint8Array {
  const pixels = new Uint8Array(rows * columns);
  for (let i = 0; i + 1 < runs.length; i += 2) pixels.fill(1, runs[i]!, runs[i]! + runs[i + 1]!);
  return pixels;
}
