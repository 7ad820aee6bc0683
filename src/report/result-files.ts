import { type DicomDataset, text } from "./dataset.ts";
import { writeDicomFile } from "./dicom-file.ts";
import type { ReportImage } from "./report-image.ts";
import { makeSeriesReport, type SeriesReport, type SeriesReportOptions } from "./series-report.ts";
import { imagesCsv, regionsCsv } from "./tables/csv.ts";
import { makeResults } from "./tables/results.ts";

/** What can be written of a series; the last two are no DICOM, and stay out of a PACS. */
export const resultKinds = ["seg", "labelmap", "sr", "map", "keyImages", "csv", "json"] as const;
export type ResultKind = (typeof resultKinds)[number];

/** A file to be written, sent or downloaded. */
export interface ResultFile {
  readonly kind: ResultKind;
  /** Such as "2.25.1-seg.dcm". */
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Of a DICOM object. */
  readonly dataset?: DicomDataset;
}

/** A DICOM object among them. */
export interface ResultObject extends ResultFile {
  readonly dataset: DicomDataset;
}

export interface ResultFilesOptions
  extends Omit<SeriesReportOptions, "withMaps" | "withLabelmaps" | "pixelsOf"> {
  readonly wanted: ReadonlySet<ResultKind>;
  /** Fetches an image's pixels, for key images. */
  readonly pixelsOf: NonNullable<SeriesReportOptions["pixelsOf"]>;
}

export interface ResultFiles {
  readonly report: SeriesReport;
  readonly files: readonly ResultFile[];
}

/**
 * Makes the files that are wanted of a series.
 *
 * @throws what `makeSeriesReport` and `pixelsOf` throw
 */
export async function makeResultFiles({
  wanted,
  pixelsOf,
  ...options
}: ResultFilesOptions): Promise<ResultFiles> {
  const report = await makeSeriesReport({
    ...options,
    withMaps: wanted.has("map"),
    withLabelmaps: wanted.has("labelmap"),
    ...(wanted.has("keyImages") ? { pixelsOf } : {}),
  });
  const series = seriesOf(options.images);
  const objects = (kind: ResultKind, name: string, datasets: readonly DicomDataset[]) =>
    wanted.has(kind)
      ? datasets.map((dataset, index) => ({
          kind,
          name: `${series}-${name}${index === 0 ? "" : `-${index + 1}`}.dcm`,
          dataset,
          bytes: writeDicomFile(dataset),
        }))
      : [];
  return {
    report,
    files: [
      ...objects("seg", "seg", report.segmentations),
      ...objects("labelmap", "labelmap", report.labelmaps),
      ...objects("sr", "sr", [report.structuredReport]),
      ...objects("map", "map", report.parametricMaps),
      ...objects("keyImages", "key", report.keyImages),
      ...tables(options, report, wanted, series),
    ],
  };
}

export function isObject(file: ResultFile): file is ResultObject {
  return file.dataset !== undefined;
}

function tables(
  { images, model, software, date }: Omit<ResultFilesOptions, "wanted" | "pixelsOf">,
  report: SeriesReport,
  wanted: ReadonlySet<ResultKind>,
  series: string,
): ResultFile[] {
  if (!wanted.has("csv") && !wanted.has("json")) return [];
  const results = makeResults({ images, report, model, software, date });
  const file = (kind: ResultKind, name: string, content: string): ResultFile => ({
    kind,
    name: `${series}-${name}`,
    bytes: new TextEncoder().encode(content),
  });
  return [
    ...(wanted.has("csv")
      ? [file("csv", "images.csv", imagesCsv(results)), file("csv", "regions.csv", regionsCsv(results))]
      : []),
    ...(wanted.has("json")
      ? [file("json", "results.json", `${JSON.stringify(results, undefined, 2)}\n`)]
      : []),
  ];
}

/** A UID as a file's name: what is none in it, as of a hostile file, goes. */
function seriesOf(images: readonly ReportImage[]): string {
  return (text(images[0]!.dataset, "SeriesInstanceUID") ?? "").replaceAll(/[^0-9.]/g, "") || "series";
}
