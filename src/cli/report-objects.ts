import { type DicomDataset, text } from "../report/dataset.ts";
import { writeDicomFile } from "../report/dicom-file.ts";
import type { DicomWebOptions } from "../report/dicom-web.ts";
import type { SeriesReport } from "../report/series-report.ts";
import { isStored, type StoreOutcome, storeFiles } from "../report/store.ts";

/** A DICOM object to be written and stored. */
export interface ReportObject {
  /** Of its file, such as "2.25.1-seg.dcm". */
  readonly name: string;
  readonly dataset: DicomDataset;
  readonly SOPInstanceUID: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Kinds of objects; maps are large, and written only where they are asked for. */
export interface WantedObjects {
  readonly seg: boolean;
  readonly sr: boolean;
  readonly map: boolean;
}

/** Encodes what was asked for of a series' report. */
export function reportObjects(
  seriesUid: string,
  { segmentations, structuredReport, parametricMaps }: SeriesReport,
  wanted: WantedObjects,
): ReportObject[] {
  const several = (kind: string, datasets: readonly DicomDataset[]) =>
    datasets.map((dataset, index) =>
      encode(`${seriesUid}-${kind}${index === 0 ? "" : `-${index + 1}`}.dcm`, dataset),
    );
  return [
    ...(wanted.seg ? several("seg", segmentations) : []),
    ...(wanted.sr ? several("sr", [structuredReport]) : []),
    ...several("map", parametricMaps),
  ];
}

function encode(name: string, dataset: DicomDataset): ReportObject {
  return {
    name,
    dataset,
    SOPInstanceUID: text(dataset, "SOPInstanceUID") ?? "",
    bytes: writeDicomFile(dataset),
  };
}

/** Stores the objects that the server does not have yet. @throws StoreError, the signal's reason */
export async function storeObjects(
  objects: readonly ReportObject[],
  options: DicomWebOptions,
): Promise<StoreOutcome & { readonly present: number }> {
  const missing: ReportObject[] = [];
  for (const object of objects) if (!(await isStored(object.dataset, options))) missing.push(object);
  const present = objects.length - missing.length;
  if (missing.length === 0) return { stored: [], refused: [], present };
  return { ...(await storeFiles(missing, options)), present };
}
