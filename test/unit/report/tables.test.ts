import { readFile } from "node:fs/promises";
import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import type { ReportImage } from "../../../src/report/report-image.ts";
import { makeSeriesReport } from "../../../src/report/series-report.ts";
import { imagesCsv, regionsCsv } from "../../../src/report/tables/csv.ts";
import { makeResults } from "../../../src/report/tables/results.ts";
import { resultsJsonSchema, resultsSchema } from "../../../src/report/tables/results-schema.ts";
import { boxMap, stackOf, writing } from "./fixtures.ts";

const box = (row: number, column: number, value = 2) => boxMap(9, 7, { row, column }, value);
const maps = [box(1, 1), box(2, 2), box(6, 4, 3)];

async function resultsOf(images: readonly ReportImage[]) {
  const report = await makeSeriesReport({ ...writing, images });
  return makeResults({ ...writing, images, report });
}

type Row = Readonly<Record<string, string>>;
const rowsOf = (csv: string): Row[] => parse(csv, { columns: true, record_delimiter: "\r\n" });

describe("results as JSON", () => {
  it("say what the report says, and fit their schema", async () => {
    const results = await resultsOf(stackOf({ maps }));
    expect(resultsSchema.parse(JSON.parse(JSON.stringify(results)))).toEqual(results);
    expect(results).toMatchObject({
      intendedUse: "Not for diagnostic use",
      model: writing.model.identity,
      thresholds: { anomaly: 1, imageScore: 1.5 },
      studyInstanceUid: "2.25.1",
      seriesInstanceUid: "2.25.10",
    });
    expect(results.regions.map(({ region, images, peakAnomaly }) => [region, images, peakAnomaly])).toEqual([
      [1, 1, 3],
      [2, 2, 2],
    ]);
    expect(results.regions[1]!.volumeMl).toBeCloseTo((18 * 0.72 * 3) / 1000, 12);
    expect(results.regions[0]!.peakPositionMm).toHaveLength(3);
    expect(results.images[0]).toMatchObject({ anomalyScore: 2, pValue: 0.007, isAboveImageThreshold: true });
  });

  it("give a refused image no score", async () => {
    const images = stackOf({ maps });
    const [first, ...others] = images;
    const reasons = [{ code: "unsuitable", message: "", details: {} }];
    const refused = {
      ...first!,
      result: { ...first!.result, applicability: { outcome: "refused", reasons } as const },
    };
    const [row] = (await resultsOf([refused, ...others])).images;
    expect(row).toMatchObject({
      outcome: "refused",
      reasons: ["unsuitable"],
      anomalyScore: null,
      isAboveImageThreshold: null,
    });
  });

  it("have nothing of the patient in them but UIDs", async () => {
    const written = JSON.stringify(await resultsOf(stackOf({ maps })));
    expect(written).not.toMatch(/Doe|Jane|P1|19700101|A1"|S1"/);
  });

  it("have a schema in the guide that is the one they are checked by", async () => {
    const published: unknown = JSON.parse(await readFile("docs/guide/results.schema.json", "utf8"));
    expect(published).toEqual(JSON.parse(JSON.stringify(resultsJsonSchema())));
  });
});

describe("results as tables", () => {
  it("have the columns that the guide lists, a row an image and a row a region", async () => {
    const results = await resultsOf(stackOf({ maps }));
    const [images, regions] = [rowsOf(imagesCsv(results)), rowsOf(regionsCsv(results))];
    expect(images).toHaveLength(3);
    expect(regions).toHaveLength(2);
    const guide = await readFile("docs/guide/results.md", "utf8");
    const columns = [...Object.keys(images[0]!), ...Object.keys(regions[0]!)];
    expect(columns.filter((column) => !guide.includes(`\`${column}\``))).toEqual([]);
    expect(images[1]).toMatchObject({
      sop_instance_uid: "2.25.1001",
      anomaly_score: "2",
      p_value: "0.007",
      is_above_image_threshold: "true",
      model_sha256: writing.model.identity.sha256,
      intended_use: "Not for diagnostic use",
    });
    expect(regions[0]).toMatchObject({ region: "1", volume_ml: "", peak_anomaly: "3", anomaly_unit: "σ" });
    expect(Number(regions[1]!.peak_z_mm)).toBe(results.regions[1]!.peakPositionMm![2]);
  });

  it("have their header alone where nothing was found", async () => {
    const csv = regionsCsv(await resultsOf(stackOf({ maps: [new Float32Array(63)] })));
    expect(csv).toMatch(/^study_instance_uid,.*peak_z_mm\r\n$/);
  });

  it("do not become formulas, and survive quotes and lines", async () => {
    const results = await resultsOf(stackOf({ maps }));
    const hostile = { ...results, model: { ...results.model, id: '=cmd|"x"\r\n', version: "1,2" } };
    const [row] = rowsOf(imagesCsv(hostile));
    expect(row).toMatchObject({ model_id: `'=cmd|"x"\r\n`, model_version: "1,2" });
  });
});
