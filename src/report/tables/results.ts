import type { Writing } from "../common-modules.ts";
import { intendedUse } from "../common-modules.ts";
import { numbers, text } from "../dataset.ts";
import type { SegmentedFinding } from "../measurement-groups.ts";
import type { ReportImage } from "../report-image.ts";
import type { SeriesReport } from "../series-report.ts";
import type { ImageRow, RegionRow, Results } from "./results-schema.ts";

export interface ResultsOptions extends Writing {
  /** Those that the report was made of. */
  readonly images: readonly ReportImage[];
  readonly report: Pick<SeriesReport, "segmented" | "threshold">;
}

/** What a report says, as plain data for spreadsheets and scripts. */
export function makeResults({ images, report, model, software, date }: ResultsOptions): Results {
  const { dataset } = images[0]!;
  const { description, images: healthy, patients } = model.population;
  return {
    format: "residua-results",
    formatVersion: 1,
    intendedUse,
    writtenAt: date.toISOString(),
    software: { name: "Residua", version: software },
    model: {
      ...model.identity,
      anomalyUnit: model.maps.anomaly?.unit ?? "",
      population: { description, images: healthy, patients },
    },
    thresholds: { anomaly: report.threshold, imageScore: model.imageThreshold.value },
    studyInstanceUid: text(dataset, "StudyInstanceUID") ?? "",
    seriesInstanceUid: text(dataset, "SeriesInstanceUID") ?? "",
    images: images.map((image) => imageRow(image, model.imageThreshold.value)),
    regions: report.segmented.map(regionRow),
  };
}

function imageRow({ dataset, frameNumber, result }: ReportImage, threshold: number): ImageRow {
  const { outcome, reasons } = result.applicability;
  const score = outcome === "refused" ? undefined : result.scores.anomaly;
  return {
    sopInstanceUid: text(dataset, "SOPInstanceUID") ?? "",
    frame: frameNumber,
    instanceNumber: wholeNumber(numbers(dataset, "InstanceNumber", 1)?.[0]),
    outcome,
    reasons: reasons.map(({ code }) => code),
    anomalyScore: score?.value ?? null,
    pValue: score?.pValue ?? null,
    isAboveImageThreshold: score ? score.value > threshold : null,
  };
}

function regionRow({ finding, segmentationUid, trackingUid }: SegmentedFinding): RegionRow {
  const { peakImage, peakPoint, peakPosition } = finding;
  return {
    region: finding.number,
    segmentationSopInstanceUid: segmentationUid,
    trackingUid,
    images: finding.slices.length,
    areaPixels: finding.areaPixels,
    areaMm2: finding.areaMm2 ?? null,
    volumeMl: finding.volumeMl ?? null,
    meanAnomaly: finding.mean,
    peakAnomaly: finding.peak,
    peakSopInstanceUid: text(peakImage.image.dataset, "SOPInstanceUID") ?? "",
    peakFrame: peakImage.image.frameNumber,
    peakColumn: peakPoint.column,
    peakRow: peakPoint.row,
    peakPositionMm: peakPosition ? [...peakPosition] : null,
  };
}

function wholeNumber(value: number | undefined): number | null {
  return value !== undefined && Number.isInteger(value) ? value : null;
}
