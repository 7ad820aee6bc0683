import type { SeriesRegion } from "../../scoring/series-regions.ts";
import type { SeriesData, SeriesImageData } from "../series-data.ts";

/** An image with a score; the threshold is 1. */
export function scoredImage(value: number, pValue = 0.2): SeriesImageData {
  return { state: "scored", score: { value, pValue }, level: value, above: value > 1 };
}

/** Ten images: two above the threshold, one refused, one that failed, two not scored yet. */
export const sampleSeriesImages: readonly SeriesImageData[] = [
  scoredImage(0),
  scoredImage(0.5),
  scoredImage(1.5, 0.02),
  scoredImage(4, 0.007),
  scoredImage(0.9),
  { state: "refused", reasons: [] },
  { state: "failed" },
  { state: "unknown" },
  { state: "unknown" },
  scoredImage(0.4),
];

export const sampleSeriesRegions: readonly SeriesRegion[] = [
  {
    id: 1,
    volumeMl: 4.23,
    largestAreaMm2: 310,
    peak: 6.1,
    peakPart: { slice: 3, region: 1 },
    peakPoint: { column: 80, row: 90 },
    parts: [
      { slice: 2, region: 1 },
      { slice: 3, region: 1 },
    ],
  },
  {
    id: 2,
    volumeMl: 0.31,
    largestAreaMm2: 62,
    peak: 1.4,
    peakPart: { slice: 4, region: 1 },
    peakPoint: { column: 30, row: 40 },
    parts: [{ slice: 4, region: 1 }],
  },
];

export const sampleSeries: SeriesData = {
  state: "idle",
  images: sampleSeriesImages,
  current: 1,
  done: 8,
  threshold: { falsePositiveRate: 0.05, value: 1 },
  score: {
    scored: 6,
    above: 2,
    expected: 0.3,
    highest: { slice: 3, score: { value: 4, pValue: 0.007 } },
    pValue: 0.042,
  },
  regions: { regions: sampleSeriesRegions },
  unit: "σ",
  stored: true,
};
