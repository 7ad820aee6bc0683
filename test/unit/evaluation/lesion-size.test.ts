import { describe, expect, it } from "vitest";
import type { Collected } from "../../../src/evaluation/collector.ts";
import { sizeFigures } from "../../../src/evaluation/lesion-size.ts";

/** Four patients: healthy images of scores 0 and 1 in each, lesions as given. */
function collected(lesions: readonly { patient: number; size: number; score: number }[]): Collected {
  const healthy = [0, 1, 2, 3].flatMap((patient) => [0, 1].map((score) => ({ patient, score })));
  const anomaly = [...healthy.map(({ score }) => score), ...lesions.map(({ score }) => score)];
  return {
    patients: ["a", "b", "c", "d"],
    patientOf: [...healthy, ...lesions].map(({ patient }) => patient),
    abnormal: [...healthy.map(() => false), ...lesions.map(() => true)],
    lesionPixels: [...healthy.map(() => Number.NaN), ...lesions.map(({ size }) => size)],
    scores: new Map([["scores.anomaly", anomaly] as const]),
    pixels: new Map(),
    applicability: { applies: 0, caution: 0, refused: 0 },
    skipped: 0,
    ms: 0,
  };
}

describe("sizeFigures", () => {
  const figures = sizeFigures(
    collected([
      { patient: 0, size: 499, score: 0.5 },
      { patient: 1, size: 20, score: 3 },
      { patient: 2, size: 500, score: 3 },
      { patient: 3, size: Number.NaN, score: -1 },
    ]),
    2,
    { resamples: 200, seed: 1 },
  );

  it("gives each class its own sensitivity and AUROC, against all healthy images", () => {
    expect(figures).toMatchObject([
      // One lies between the healthy scores 0 and 1, one above both.
      { from: 0, below: 500, images: 2, patients: 2, auroc: { value: 0.75 }, sensitivity: { value: 0.5 } },
      { from: 500, below: 1500, images: 1, patients: 1, auroc: { value: 1 }, sensitivity: { value: 1 } },
    ]);
  });

  it("claims no interval from one patient", () => {
    expect(figures[0]!.sensitivity.ci95).toEqual([0, 1]);
    expect(figures[1]!.sensitivity.ci95).toBeNull();
    expect(figures[1]!.auroc.ci95).toBeNull();
  });
});
