import dcmjs from "dcmjs";
import { describe, expect, it } from "vitest";
import type { DicomDataset } from "../../../src/report/dataset.ts";
import type { DicomJson } from "../../../src/report/dicom-web.ts";
import { readReportScore } from "../../../src/report/reading/report-score.ts";
import { makeSeriesReport } from "../../../src/report/series-report.ts";
import { storedObject } from "../../../src/report/structured-report.ts";
import { seriesScore } from "../../../src/scoring/series-score.ts";
import { model, stackOf, writing } from "./fixtures.ts";

const asJson = (dataset: DicomDataset) =>
  dcmjs.data.DicomMetaDictionary.denaturalizeDataset(dataset) as DicomJson;

const images = stackOf({ maps: [0.5, 3, 2].map((value) => new Float32Array(63).fill(value)) });

describe("readReportScore", () => {
  it("says of a report what the scan said of the series", async () => {
    const { structuredReport } = await makeSeriesReport({ ...writing, images });
    const expected = seriesScore(
      images.map(({ result }) => ({ ...(result.scores.anomaly ? { score: result.scores.anomaly } : {}) })),
      model.imageThreshold,
    );
    const read = readReportScore(asJson(structuredReport));
    expect(read).toMatchObject({ model: model.identity, scored: expected!.scored, predecessors: [] });
    expect(read!.pValue).toBeCloseTo(expected!.pValue, 9);
    expect(read!.SOPInstanceUID).toBe(structuredReport.SOPInstanceUID);
  });

  it("names the reports that it takes the place of", async () => {
    const { structuredReport: before } = await makeSeriesReport({ ...writing, images, threshold: 0.8 });
    const predecessors = [storedObject(before)];
    const { structuredReport } = await makeSeriesReport({ ...writing, images, predecessors });
    expect(readReportScore(asJson(structuredReport))!.predecessors).toEqual([before.SOPInstanceUID]);
  });

  it("reads nothing from what is no report of Residua, or holds no score", async () => {
    const { structuredReport, segmentations } = await makeSeriesReport({ ...writing, images });
    expect(readReportScore(asJson({ ...structuredReport, Manufacturer: "Another" }))).toBeUndefined();
    expect(readReportScore(asJson(segmentations[0]!))).toBeUndefined();
    expect(readReportScore(asJson({ ...structuredReport, ContentSequence: [] }))).toBeUndefined();
    expect(readReportScore({})).toBeUndefined();
  });
});
