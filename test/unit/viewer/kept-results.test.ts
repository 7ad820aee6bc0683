import { parse } from "csv-parse/sync";
import { expect, it } from "vitest";
import type { StoredFindings } from "../../../src/inference/findings-store.ts";
import { keptResultsCsv, keptResultsJson } from "../../../src/viewer/storage/kept-results.ts";

const options = { software: "1.2.3", date: new Date(Date.UTC(2026, 10, 23, 12)) };
const model = { id: "m", version: "1.0.0", sha256: "a".repeat(64) };
const region = (id: number) => ({
  id,
  areaMm2: 4,
  areaPixels: 16,
  peak: 3 - id,
  mean: 1,
  peakPoint: { column: 1, row: 2 },
  centroid: { column: 1, row: 2 },
  bounds: { left: 0, top: 0, right: 2, bottom: 2 },
  runs: [0, 2],
});

function entry(SOPInstanceUID: string, change: Partial<StoredFindings["findings"]> = {}): StoredFindings {
  return {
    kept: Date.UTC(2026, 10, 22),
    findings: {
      SOPInstanceUID,
      frameNumber: 1,
      model,
      applicability: { outcome: "applies", reasons: [] },
      score: { value: 1.5, pValue: 0.02 },
      height: 2,
      width: 3,
      affine: { scaleColumn: 2, scaleRow: 2, offsetColumn: 0, offsetRow: 0 },
      regions: [],
      ...change,
    },
  };
}

const entries = [entry("1.1", { regions: [region(1), region(2)] }), entry("1.2"), refused("=1.3")];

function refused(uid: string): StoredFindings {
  const { score: _, ...findings } = entry(uid).findings;
  const reasons = [{ code: "modality", message: "Not MR.", details: {} }];
  return { kept: 0, findings: { ...findings, applicability: { outcome: "refused", reasons } } };
}

it("gives each image with its model, time, score, p-value and regions as JSON", () => {
  const json = JSON.parse(JSON.stringify(keptResultsJson(entries, options)));
  expect(json).toMatchObject({
    intendedUse: "Not for diagnostic use",
    writtenAt: "2026-11-23T12:00:00.000Z",
    software: { name: "Residua", version: "1.2.3" },
  });
  expect(json.results).toHaveLength(3);
  expect(json.results[0]).toMatchObject({
    sopInstanceUid: "1.1",
    keptAt: "2026-11-22T00:00:00.000Z",
    model,
    anomalyScore: 1.5,
    pValue: 0.02,
    regions: [{ region: 1, areaMm2: 4, peak: 2 }, { region: 2 }],
  });
  expect(json.results[2]).toMatchObject({ outcome: "refused", reasons: ["modality"], anomalyScore: null });
});

it("gives a row a region as CSV, and one for an image without any", () => {
  const rows: Record<string, string>[] = parse(keptResultsCsv(entries, options), { columns: true });
  expect(rows.map((row) => [row.sop_instance_uid, row.region])).toEqual([
    ["1.1", "1"],
    ["1.1", "2"],
    ["1.2", ""],
    // No spreadsheet takes it for a formula.
    ["'=1.3", ""],
  ]);
  for (const row of rows) {
    expect(row).toMatchObject({ model_sha256: model.sha256, intended_use: "Not for diagnostic use" });
  }
  expect(rows[0]).toMatchObject({ p_value: "0.02", area_mm2: "4", peak_anomaly: "2", peak_row_px: "2" });
  expect(rows[3]).toMatchObject({ outcome: "refused", reasons: "modality", anomaly_score: "" });
});
