import dcmjs from "dcmjs";
import { StoreError } from "../../errors/index.ts";
import { type DicomDataset, text } from "../../report/dataset.ts";
import {
  type DicomJson,
  type DicomWebOptions,
  jsonText,
  queryDicomWeb,
  refusedBy,
  requestDicomWeb,
} from "../../report/dicom-web.ts";
import { describeInstance, describeSeries } from "./describe-series.ts";
import { multipartFile } from "./multipart-file.ts";
import { findOrthanc, orthancChanges } from "./orthanc-changes.ts";
import type { FoundSeries, Source, SourceMemory } from "./source.ts";

export interface DicomWebSourceOptions extends Pick<DicomWebOptions, "headers" | "attempts" | "firstDelay"> {
  /** Of the service, as "https://pacs.example/dicom-web". */
  readonly url: string;
  /** Studies from this day on, YYYYMMDD; empty for all, those without a date too. Default: the last seven days. Not for Orthanc's change feed. */
  readonly since?: string | undefined;
  /** Whether an Orthanc is asked for its changes instead of being searched. Default true. */
  readonly useChanges?: boolean;
}

const pageSize = 100;
const day = 24 * 3600 * 1000;
/** Studies are searched again for so long after their date: images come late. */
const overlap = 3 * day;

export type SeriesAddress = readonly [studyUid: string, seriesUid: string];

/** A DICOMweb server: its newest studies by QIDO-RS, or an Orthanc's change feed; images by WADO-RS (DICOM PS3.18). */
export function dicomWebSource({ url, since, useChanges = true, ...request }: DicomWebSourceOptions): Source {
  const base = url.replace(/\/+$/, "");
  const id = `dicomweb:${base}`;
  const optionsFor = (signal: AbortSignal): DicomWebOptions => ({
    attempts: 3,
    ...request,
    url: base,
    signal,
  });
  /** Images of each study when it was last seen, and when it was handed over. */
  const counts = new Map<string, { seen: string; given?: string }>();
  let orthanc: string | undefined | false;

  async function* search(options: DicomWebOptions, memory: SourceMemory): AsyncGenerator<SeriesAddress> {
    const begun = Date.now();
    const mark = await memory.get();
    const from = mark ?? since ?? dicomDate(begun - 7 * day);
    let complete = true;
    for (let offset = 0; ; offset += pageSize) {
      const dates = from === "" ? "" : `StudyDate=${from}-&`;
      const path = `/studies?${dates}limit=${pageSize}&offset=${offset}&includefield=00201208`;
      const studies = await queryDicomWeb(path, options);
      for (const study of studies) {
        const uid = jsonText(study, "0020000D");
        if (uid === undefined) continue;
        const count = jsonText(study, "00201208") ?? "unknown";
        const known = counts.get(uid);
        counts.set(uid, { ...known, seen: count });
        if (known?.given === count && count !== "unknown") continue;
        // Seen twice with as many images, it is taken to be complete; more may come, and are then added.
        if (known?.seen !== count) {
          complete = false;
          continue;
        }
        const series = await queryDicomWeb(`/studies/${encodeURIComponent(uid)}/series`, options);
        for (const item of series) {
          const seriesUid = jsonText(item, "0020000E");
          if (seriesUid !== undefined) yield [uid, seriesUid];
        }
        counts.set(uid, { seen: count, given: count });
      }
      if (studies.length < pageSize) break;
    }
    const next = dicomDate(begun - overlap);
    if (complete && (mark === undefined ? next > from : next > mark)) await memory.set(next);
  }

  return {
    id,
    async *poll(signal, memory) {
      const options = optionsFor(signal);
      orthanc ??= useChanges ? ((await findOrthanc(options)) ?? false) : false;
      const addresses = orthanc ? orthancChanges(orthanc, options, memory) : search(options, memory);
      for await (const address of addresses) {
        const found = await readSeries(address, options);
        if (found) yield found;
      }
    },
    async fetch({ studyUid, seriesUid, instanceUid }, signal) {
      const response = await requestDicomWeb(
        `${seriesPath([studyUid, seriesUid])}/instances/${encodeURIComponent(instanceUid)}`,
        { headers: { Accept: 'multipart/related; type="application/dicom"; transfer-syntax=*' } },
        optionsFor(signal),
      );
      if (!response.ok) throw refusedBy(response.status);
      const body = await response.arrayBuffer().catch((cause: unknown) => {
        signal.throwIfAborted();
        throw new StoreError("The DICOMweb server broke off an image; it is fetched again.", { cause });
      });
      return multipartFile(new Uint8Array(body), response.headers.get("Content-Type") ?? "");
    },
  };
}

const seriesPath = ([study, series]: SeriesAddress) =>
  `/studies/${encodeURIComponent(study)}/series/${encodeURIComponent(series)}`;

async function readSeries(
  address: SeriesAddress,
  options: DicomWebOptions,
): Promise<FoundSeries | undefined> {
  const path = `${seriesPath(address)}/instances`;
  const items: DicomJson[] = [];
  for (let offset = 0; ; offset += 1000) {
    const page = await queryDicomWeb(`${path}?limit=1000&offset=${offset}&includefield=00200013`, options);
    items.push(...page);
    if (page.length < 1000) break;
  }
  const instances = items
    .map((item) => describeInstance(naturalise(item), ""))
    .filter((instance) => instance !== undefined)
    .sort((a, b) => a.number - b.number);
  const first = instances[Math.floor(instances.length / 2)];
  if (!first) return undefined;
  const [metadata] = await queryDicomWeb(`${path}/${encodeURIComponent(first.uid)}/metadata`, options);
  const dataset = metadata && naturalise(metadata);
  // What has no rows is no image: a report, a presentation state.
  if (!dataset || text(dataset, "Rows") === undefined) return undefined;
  const found = describeSeries(dataset);
  return found && { ...found, instances };
}

function naturalise(item: DicomJson): DicomDataset {
  return dcmjs.data.DicomMetaDictionary.naturalizeDataset(
    item as Parameters<typeof dcmjs.data.DicomMetaDictionary.naturalizeDataset>[0],
  );
}

function dicomDate(time: number): string {
  return new Date(time).toISOString().slice(0, 10).replaceAll("-", "");
}
