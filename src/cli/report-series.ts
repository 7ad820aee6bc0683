import { readFile } from "node:fs/promises";
import { isDicom } from "../dataset/dicom/parse-file.ts";
import { readImage } from "../dataset/read-image.ts";
import { DataError } from "../errors/index.ts";
import type { Frame } from "../imaging/frame.ts";
import type { DicomDataset } from "../report/dataset.ts";
import { readDicomFile } from "../report/dicom-file.ts";
import type { ReportImage } from "../report/report-image.ts";
import type { Model } from "../scoring/model.ts";
import type { ListedFile } from "./files.ts";
import { scoreFiles } from "./score-files.ts";

/** A scored image and the file it is in. */
export interface FileImage extends ReportImage {
  readonly file: string;
}

export interface ScoredSeries {
  /** By Series Instance UID, in the order found. */
  readonly series: ReadonlyMap<string, readonly FileImage[]>;
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
  const series = new Map<string, FileImage[]>();
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
    const image: FileImage = {
      file,
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

/** Reads the pixels of such images again: keeping those of all would fill the memory. */
export function framesOf(
  images: readonly FileImage[],
  signal: AbortSignal,
): (image: ReportImage) => Promise<Frame> {
  const files = new Map<ReportImage, string>(images.map((image) => [image, image.file]));
  return async (image) => {
    const bytes = await readFile(files.get(image)!);
    for await (const frame of readImage(bytes, { wanted: [image.frameNumber], signal })) return frame;
    throw new DataError("A file changed while it was reported on; run the command again.");
  };
}

/** A DICOM file's attributes without its pixels; undefined for another kind of image. */
async function readSource(file: string): Promise<DicomDataset | undefined> {
  const bytes = await readFile(file);
  return isDicom(bytes) ? readDicomFile(bytes, { withoutPixels: true }) : undefined;
}
