import { imageLoader, metaData } from "@cornerstonejs/core";
import { wadouri } from "@cornerstonejs/dicom-image-loader";
import { frameNumberOf, readFrame } from "../../../plugin/cornerstone/read-frame.ts";
import type { Plugin, ScanItem } from "../../../plugin/index.ts";
import { NotApplicableError } from "../../errors/index.ts";
import type { LoadedModel } from "../../inference/engine.ts";
import type { DicomDataset } from "../../report/dataset.ts";
import type { ReportImage } from "../../report/report-image.ts";
import type { ResultFiles, ResultKind } from "../../report/result-files.ts";
import type { StoredObject } from "../../report/structured-report.ts";
import type { Series } from "../files/series.ts";

export interface ScoredSeries {
  readonly images: readonly ReportImage[];
  readonly model: LoadedModel;
  /** Images that could not be read or scored, or that another model suits better. */
  readonly leftOut: number;
}

export interface ScoreOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number) => void;
}

/**
 * Scores a series, which costs nothing for images whose result is known, and reads what a report needs of its files.
 *
 * @throws NotApplicableError where no image has a result; the signal's reason when aborted
 */
export async function scoreSeries(
  plugin: Pick<Plugin, "scan">,
  series: Series,
  { signal, onProgress }: ScoreOptions,
): Promise<ScoredSeries> {
  const scored: ScoredItem[] = [];
  await plugin.scan(series.imageIds, {
    signal,
    collect: false,
    onProgress: ({ done, total, latest }) => {
      if (latest.result) scored.push(lean(latest));
      onProgress(done, total);
    },
  });
  const model = scored[0]?.model;
  if (!model) {
    throw new NotApplicableError("None of these images could be scored, so there is nothing to report.");
  }
  // One report speaks of one model.
  const own = scored.filter((item) => item.model.identity.sha256 === model.identity.sha256);
  const datasets = new Map<File, DicomDataset>();
  const images: ReportImage[] = [];
  for (const { imageId, result } of own) {
    signal.throwIfAborted();
    const file = fileOf(imageId);
    if (!file) continue;
    const dataset = datasets.get(file) ?? (await readDataset(file));
    datasets.set(file, dataset);
    const image = { dataset, frameNumber: frameNumberOf(imageId), result };
    imageIds.set(image, imageId);
    images.push(image);
  }
  return { images, model, leftOut: series.imageIds.length - images.length };
}

type ScoredItem = Extract<ScanItem, { result: object }>;

const imageIds = new WeakMap<ReportImage, string>();

/** Of all maps a report needs one. */
function lean(item: ScoredItem): ScoredItem {
  const { maps, reconstruction: _, ...result } = item.result;
  return { ...item, result: { ...result, maps: maps.anomaly ? { anomaly: maps.anomaly } : {} } };
}

function fileOf(imageId: string): File | undefined {
  const index = /^dicomfile:(\d+)/.exec(imageId)?.[1];
  return index === undefined ? undefined : (wadouri.fileManager.get(Number(index)) as File | undefined);
}

/** The writer of DICOM is loaded with the first result that is written. */
async function readDataset(file: File): Promise<DicomDataset> {
  const { readDicomFile } = await import("../../report/dicom-file.ts");
  return readDicomFile(new Uint8Array(await file.arrayBuffer()), { withoutPixels: true });
}

export interface WriteOptions {
  readonly wanted: ReadonlySet<ResultKind>;
  /** Version of Residua. */
  readonly software: string;
  readonly predecessors: readonly StoredObject[];
  readonly signal: AbortSignal;
}

/** @throws what `makeResultFiles` throws */
export async function writeResults(
  { images, model }: ScoredSeries,
  { wanted, software, predecessors, signal }: WriteOptions,
): Promise<ResultFiles> {
  const { makeResultFiles } = await import("../../report/result-files.ts");
  return makeResultFiles({
    images,
    model,
    software,
    date: new Date(),
    predecessors,
    wanted,
    pixelsOf: async (image) => readFrame(await imageLoader.loadImage(imageIds.get(image)!), metaData),
    signal,
  });
}
