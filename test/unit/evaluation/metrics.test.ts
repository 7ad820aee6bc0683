import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { auroc, averagePrecision, imageMetrics, rocCurve } from "../../../src/evaluation/metrics.ts";
import { rank } from "../../../src/evaluation/ranking.ts";

describe("published examples", () => {
  // The example of scikit-learn's roc_auc_score, average_precision_score and roc_curve.
  const labels = [0, 0, 1, 1];
  const scores = [0.1, 0.4, 0.35, 0.8];

  it("gives scikit-learn's values", () => {
    expect(auroc(scores, labels)).toBe(0.75);
    expect(averagePrecision(scores, labels)).toBeCloseTo(0.83, 2);
    expect(averagePrecision(scores, labels)).toBeCloseTo(0.5 * 1 + 0.5 * (2 / 3), 12);
    expect(rocCurve(rank(scores, labels))).toEqual([
      [0, 0],
      [0, 0.5],
      [0.5, 0.5],
      [0.5, 1],
      [1, 1],
    ]);
  });
});

describe("by hand", () => {
  it("counts ties half in the AUROC and takes them together in the AP", () => {
    expect(auroc([1, 1], [0, 1])).toBe(0.5);
    expect(averagePrecision([1, 1, 0], [0, 1, 1])).toBeCloseTo(0.5 * 0.5 + 0.5 * (2 / 3), 12);
    expect(auroc([3, 2, 2, 1], [1, 1, 0, 0])).toBe(3.5 / 4);
  });

  it("reads both ends of the curve", () => {
    // 20 healthy images 1..20; abnormal ones above 0, 1, 1 and 15 of them.
    const healthy = Array.from({ length: 20 }, (_, index) => index + 1);
    const scores = [...healthy, 20.5, 19.5, 19.4, 5.5];
    const labels = [...healthy.map(() => 0), 1, 1, 1, 1];
    const values = imageMetrics(rank(scores, labels));
    expect(values.sensitivityAt5Fpr).toBe(0.75);
    expect(values.fprAt95Sensitivity).toBe(0.75);
    expect(values.auroc).toBe((20 + 19 + 19 + 5) / 80);
  });

  it("is not defined where a class is missing", () => {
    expect(imageMetrics(rank([1, 2], [1, 1])).auroc).toBeNaN();
    expect(imageMetrics(rank([], [])).ap).toBeNaN();
    expect(() => rank([1], [1, 0])).toThrow(RangeError);
  });
});

describe("whatever the scores", () => {
  const cases = fc.array(
    fc.tuple(fc.integer({ min: 0, max: 6 }), fc.boolean(), fc.integer({ min: 0, max: 3 })),
    {
      minLength: 2,
      maxLength: 30,
    },
  );

  it("equals the share of pairs in the right order", () => {
    fc.assert(
      fc.property(cases, (images) => {
        const positives = images.filter(([, label]) => label).map(([score]) => score);
        const negatives = images.filter(([, label]) => !label).map(([score]) => score);
        fc.pre(positives.length > 0 && negatives.length > 0);
        let right = 0;
        for (const p of positives) for (const n of negatives) right += p > n ? 1 : p === n ? 0.5 : 0;
        const value = auroc(
          images.map(([score]) => score),
          images.map(([, label]) => label),
        );
        expect(value).toBeCloseTo(right / (positives.length * negatives.length), 10);
      }),
    );
  });

  it("with weights equals the same images repeated", () => {
    fc.assert(
      fc.property(cases, (images) => {
        const repeated = images.flatMap((image) => Array.from({ length: image[2] }, () => image));
        fc.pre(repeated.some(([, label]) => label) && repeated.some(([, label]) => !label));
        const of = (list: typeof images) =>
          rank(
            list.map(([score]) => score),
            list.map(([, label]) => label),
          );
        const weighted = imageMetrics(
          of(images),
          images.map(([, , weight]) => weight),
        );
        for (const [name, value] of Object.entries(imageMetrics(of(repeated)))) {
          expect(weighted[name as keyof typeof weighted]).toBeCloseTo(value, 10);
        }
      }),
    );
  });

  it("thins the curve but keeps its ends", () => {
    const scores = Array.from({ length: 1000 }, (_, index) => (index * 7919) % 1000);
    const curve = rocCurve(
      rank(
        scores,
        scores.map((score) => score % 3 === 0),
      ),
      50,
    );
    expect(curve).toHaveLength(50);
    expect(curve[0]).toEqual([0, 0]);
    expect(curve[49]).toEqual([1, 1]);
  });
});
