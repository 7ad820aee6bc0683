import type { LoadedModel } from "../src/inference/engine.ts";
import { scoreLevel, seriesScore } from "../src/scoring/series-score.ts";
import type { SeriesData, SeriesImageData } from "../src/ui/series-data.ts";
import type { SeriesScan } from "./series-scan.ts";

export interface SeriesSnapshotOptions {
  readonly scan: SeriesScan;
  /** The model at work; without it no score has a threshold, and none is shown. */
  readonly model: LoadedModel | undefined;
  /** Index of the image on the screen. */
  readonly current: number;
  /** Whether results are kept in this browser. */
  readonly stored: boolean;
}

/** All that is shown of a series, as it is now. */
export function seriesSnapshot({ scan, model, current, stored }: SeriesSnapshotOptions): SeriesData {
  const { state, done, msLeft, findings, regions } = scan;
  const threshold = model?.imageThreshold;
  const images = findings.map((found, index): SeriesImageData => {
    if (scan.failed(index)) return { state: "failed" };
    if (!found || !threshold) return { state: "unknown" };
    const { score, applicability } = found;
    if (!score) return { state: "refused", reasons: applicability.reasons };
    return {
      state: "scored",
      score,
      level: scoreLevel(score, threshold),
      above: score.value > threshold.value,
    };
  });
  return {
    state,
    images,
    current,
    done,
    msLeft,
    threshold,
    score: threshold && seriesScore(findings, threshold),
    regions,
    unit: model?.maps.anomaly?.unit ?? "",
    stored,
  };
}
