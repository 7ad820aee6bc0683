import { describe, expect, it } from "vitest";
import { findRegions } from "../../../src/scoring/regions.ts";
import { scoreLevel, seriesScore } from "../../../src/scoring/series-score.ts";
import { forEachPixel, type SliceFindings, sliceFindings } from "../../../src/scoring/slice-findings.ts";
import { makeResult } from "../inference/make-result.ts";
import { identity } from "./fixtures.ts";

const threshold = { falsePositiveRate: 0.05, value: 2 };
const findings = (value: number, pValue: number) => ({ score: { value, pValue } }) as SliceFindings;
const refused = {} as SliceFindings;

describe("seriesScore", () => {
  it("counts images above the threshold and how many would be among healthy ones", () => {
    const series = [
      findings(1, 0.4),
      refused,
      findings(3, 0.01),
      undefined,
      findings(2, 0.05),
      findings(2.5, 0.02),
    ];
    expect(seriesScore(series, threshold)).toEqual({
      scored: 4,
      above: 2,
      expected: 0.2,
      highest: { slice: 2, score: { value: 3, pValue: 0.01 } },
      pValue: 0.04,
    });
  });

  it("never gives a p-value above 1, and nothing where nothing is scored", () => {
    const series = Array.from({ length: 300 }, () => findings(1, 0.01));
    expect(seriesScore(series, threshold)!.pValue).toBe(1);
    expect(seriesScore([undefined, refused], threshold)).toBeUndefined();
  });
});

describe("scoreLevel", () => {
  it("is 1 at the threshold, and 0 for what is not unusual", () => {
    expect(scoreLevel({ value: 2, pValue: 0.05 }, threshold)).toBe(1);
    expect(scoreLevel({ value: 5, pValue: 0.01 }, threshold)).toBe(2.5);
    expect(scoreLevel({ value: -1, pValue: 0.9 }, threshold)).toBe(0);
  });

  it("goes by the p-value where the threshold is no measure", () => {
    const below = { falsePositiveRate: 0.1, value: -1 };
    expect(scoreLevel({ value: -1, pValue: 0.1 }, below)).toBeCloseTo(1, 12);
    expect(scoreLevel({ value: 0, pValue: 0.01 }, below)).toBeCloseTo(2, 12);
    expect(scoreLevel({ value: -5, pValue: 1 }, below)).toBeCloseTo(0, 12);
  });
});

describe("sliceFindings", () => {
  it("keeps of the maps only which pixels the regions cover", () => {
    const map = Float32Array.from([...[0, 2, 2, 0, 0], ...[2, 2, 3, 0, 0], ...[0, 2, 0, 0, 4]]);
    const spacing = { row: 1, column: 2 };
    const grid = { map, height: 3, width: 5, affine: identity, spacing, threshold: 1 };
    const result = { ...makeResult(1), ...grid, maps: { anomaly: map }, regions: findRegions(grid) };
    const facts = { SOPInstanceUID: "1.2", frameNumber: 3, spacing };
    const found = sliceFindings(facts, result);
    expect(found).toMatchObject({ ...facts, score: result.scores.anomaly, model: result.model });
    // The single pixel is below the smallest size of a region.
    expect(found.regions).toHaveLength(1);
    expect(found.regions[0]).toMatchObject({ id: 1, peak: 3, areaMm2: 12, runs: [1, 2, 5, 3, 11, 1] });
    const covered: number[] = [];
    forEachPixel(found.regions[0]!, (index) => covered.push(index));
    expect(covered).toEqual([1, 2, 5, 6, 7, 11]);
    expect(found).not.toHaveProperty("maps");
  });
});
