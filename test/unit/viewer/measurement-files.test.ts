import { parse } from "csv-parse/sync";
import { describe, expect, test } from "vitest";
import type { ImageHeader } from "../../../src/viewer/files/image-header.ts";
import type { Series } from "../../../src/viewer/files/series.ts";
import { measuredValues } from "../../../src/viewer/tools/measured-values.ts";
import type { Measurement } from "../../../src/viewer/tools/measurement.ts";
import { measurementsCsv, measurementsJson } from "../../../src/viewer/tools/measurement-files.ts";

const series = {
  key: "a",
  description: 'chest, "PA"',
  modality: "CT",
  patientName: "Nobody",
  images: [
    {
      fileName: "a.dcm",
      header: { SOPInstanceUID: "2.25.7", seriesInstanceUID: "2.25.1" } as ImageHeader,
      imageIds: ["dicomfile:3?frame=1", "dicomfile:3?frame=2"],
    },
  ],
  imageIds: ["dicomfile:3?frame=1", "dicomfile:3?frame=2"],
} as unknown as Series;

const length: Measurement = {
  id: "1",
  tool: "length",
  label: "",
  imageId: "dicomfile:3?frame=2",
  values: { length: 12.5, unit: "mm" },
  points: [
    [1, 2, 3],
    [4, 5, 6.5],
  ],
};
const arrow: Measurement = {
  id: "2",
  tool: "arrow",
  label: "=here",
  imageId: undefined,
  values: undefined,
  points: [],
};

describe("measurement files", () => {
  test("say what was measured, in what unit and where, and nothing of the patient", () => {
    const [first, second] = parse(measurementsCsv(series, [length, arrow]), { columns: true }) as Record<
      string,
      string
    >[];
    expect(first).toMatchObject({
      series_description: 'chest, "PA"',
      sop_instance_uid: "2.25.7",
      frame: "2",
      image: "2",
      kind: "length",
      length: "12.5",
      unit: "mm",
      area: "",
      points_mm: "1 2 3; 4 5 6.5",
    });
    // A spreadsheet would take it for a formula.
    expect(second).toMatchObject({ kind: "arrow", text: "'=here", sop_instance_uid: "", frame: "" });
    const json = measurementsJson(series, [length, arrow]);
    expect(JSON.parse(json).measurements[0]).toMatchObject({ length: 12.5, unit: "mm", frame: 2 });
    expect(json).not.toContain("Nobody");
  });
});

describe("measuredValues", () => {
  test("reads lines, the longer one first", () => {
    const stats = { "imageId:x": { length: 4, width: 9, unit: "mm" } };
    expect(measuredValues(stats)).toEqual({ length: 9, width: 4, unit: "mm" });
  });

  test("reads an area with the values in it; a file without a unit has none", () => {
    const stats = {
      "imageId:x": { area: 20, areaUnit: "px²", mean: [5], stdDev: 1, min: 2, max: 8, modalityUnit: "raw" },
    };
    expect(measuredValues(stats, "imageId:x")).toEqual({
      area: 20,
      areaUnit: "px²",
      mean: 5,
      standardDeviation: 1,
      minimum: 2,
      maximum: 8,
      valueUnit: "",
    });
  });

  test("knows nothing before Cornerstone does, nor of another target", () => {
    expect(measuredValues(undefined)).toBeUndefined();
    expect(measuredValues({ x: { length: null, unit: null } })).toBeUndefined();
    expect(measuredValues({ x: { angle: "Incomplete Angle" } })).toBeUndefined();
    expect(measuredValues({ x: { angle: 30 } }, ["y"])).toBeUndefined();
  });
});
