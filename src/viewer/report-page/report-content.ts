import type { LoadedModel } from "../../inference/engine.ts";
import type { ImageResult, Region, Score } from "../../scoring/result.ts";
import type { SeriesRegions } from "../../scoring/series-regions.ts";
import type { SeriesScore } from "../../scoring/series-score.ts";

/** One image of a report. */
export interface KeyImage {
  /** Place in the series, from 0. */
  readonly index: number;
  readonly SOPInstanceUID: string;
  readonly applicability: ImageResult["applicability"];
  /** Absent where the model refused the image. */
  readonly score: Score | undefined;
  readonly regions: readonly Region[];
  /** The image alone, and under the heatmap with the regions' outlines; both of one size. */
  readonly plain: HTMLCanvasElement;
  readonly overlaid: HTMLCanvasElement;
}

export interface ReportSeries {
  readonly modality: string;
  readonly description: string;
  readonly studyDescription: string;
  /** As in the file, YYYYMMDD. */
  readonly studyDate: string;
  readonly seriesInstanceUID: string;
  readonly images: number;
}

/** All that a report shows. */
export interface ReportContent {
  readonly made: Date;
  /** Version of Residua. */
  readonly software: string;
  readonly model: LoadedModel;
  readonly series: ReportSeries;
  /** Only where the user wants it in the report. */
  readonly patientName: string | undefined;
  /** Of the whole series; undefined where only one image was scored. */
  readonly score: SeriesScore | undefined;
  /** Joined across images. */
  readonly regions: SeriesRegions;
  readonly images: readonly KeyImage[];
}
