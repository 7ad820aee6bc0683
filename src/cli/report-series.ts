import { readFile } from "node:fs/promises";
import { isDicom } from "../dataset/dicom/parse-file.ts";
import type { DicomDataset } from "../report/dataset.ts";
import { readDicomFile } from "../report/dicom-file.ts";
import type { ReportImage } from "../report/report-image.ts";
import type { Model } from "../scoring/model.ts";
import type { ListedFile } from "./files.ts";
import { scoreFiles } from "./score-files.ts";

export interface ScoredSeries {
  /** By Series Instance UID, in the order found. */
  readonly series: ReadonlyMap<string, readonly ReportImage[]>;
  /** Files that are no images, and images that are not DICOM. */
  readonly others: number;
}

export interface ScoreSeriesOptions {
  readonly signal: AbortSignal;
  readonly onImage?: (file: string) => void;
  /** A file that was left out, and why. */
  readonly onFailure: (file: string, reason: string) => void;
}

/** Scores DICOM files and sorts them into their series; only what a report needs of each result is kept. */
export async function scoreSeries(
  files: readonly ListedFile[],
  model: Model,
  { signal, onImage, onFailure }: ScoreSeriesOptions,
): Promise<ScoredSeries> {
  const series = new Map<string, ReportImage[]>();
  let others = 0;
  let latest: { readonly file: string; readonly dataset: DicomDataset | undefined } | undefined;
  for await (const scored of scoreFiles(files, model, signal)) {
    const { file } = scored;
    onImage?.(file);
    if (scored.kind === "failure") {
      onFailure(file, scored.error.message);
      continue;
    }
    if (scored.kind === "other") {
      others++;
      continue;
    }
    // One file may hold many frames.
    if (latest?.file !== file) latest = { file, dataset: await readSource(file) };
    const { dataset } = latest;
    if (dataset === undefined) {
      others++;
      continue;
    }
    const { maps, ...result } = scored.result;
    const image: ReportImage = {
      dataset,
      frameNumber: scored.frame.frameNumber,
      result: { ...result, maps: maps.anomaly ? { anomaly: maps.anomaly } : {} },
    };
    const uid = String(dataset.SeriesInstanceUID ?? "");
    const images = series.get(uid) ?? [];
    images.push(image);
    series.set(uid, images);
  }
  return { series, others };
}

/** A DICOM file's attributes without its pixels; undefined for another kind of image. */
async function readSource(file: string): Promise<DicomDataset | undefined> {
  const bytes = await readFile(file);
  return isDicom(bytes) ? readDicomFile(bytes, { withoutPixels: true }) : undefined;
}
