import { Matrix } from "ml-matrix";
import { describe, expect, it } from "vitest";
import { featureMoments, frechetDistance } from "../../../../src/evaluation/sample-quality/frechet.ts";

const moments = (mean: number[], covariance: number[][]) => ({ mean, covariance: new Matrix(covariance) });

describe("featureMoments", () => {
  it("gives mean and unbiased covariance", () => {
    const { mean, covariance } = featureMoments([
      [1, 2],
      [3, 6],
      [5, 1],
    ]);
    expect(mean).toEqual([3, 3]);
    // Deviations (-2, -1), (0, 3), (2, -2), over n - 1 = 2.
    expect(covariance.to2DArray()).toEqual([
      [4, -1],
      [-1, 7],
    ]);
  });

  it("refuses a single vector", () => {
    expect(() => featureMoments([[1, 2]])).toThrow(RangeError);
  });
});

describe("frechetDistance", () => {
  it("is zero for equal sets, rank-deficient ones too", () => {
    const set = featureMoments([
      [1, 2, 3],
      [2, 4, 6],
      [0, 1, 5],
    ]);
    expect(frechetDistance(set, set)).toBeCloseTo(0, 10);
  });

  it("is the squared shift where only the means differ", () => {
    const covariance = [
      [2, 0.5],
      [0.5, 1],
    ];
    expect(frechetDistance(moments([0, 0], covariance), moments([3, -4], covariance))).toBeCloseTo(25, 9);
  });

  it("is the squared difference of the standard deviations where only they differ", () => {
    // (3 - 1)² + (2 - 5)²
    const first = moments(
      [0, 0],
      [
        [9, 0],
        [0, 4],
      ],
    );
    const second = moments(
      [0, 0],
      [
        [1, 0],
        [0, 25],
      ],
    );
    expect(frechetDistance(first, second)).toBeCloseTo(13, 9);
    expect(frechetDistance(second, first)).toBeCloseTo(13, 9);
  });

  it("takes covariances that do not commute", () => {
    // For 2x2 matrices tr (A^½ B A^½)^½ = sqrt(tr AB + 2 sqrt(det A det B)): here sqrt(4 + 2 sqrt(3)) = 1 + sqrt(3).
    const first = moments(
      [1, 0],
      [
        [1, 0],
        [0, 1],
      ],
    );
    const second = moments(
      [0, 0],
      [
        [2, 1],
        [1, 2],
      ],
    );
    expect(frechetDistance(first, second)).toBeCloseTo(1 + 2 + 4 - 2 * (1 + Math.sqrt(3)), 9);
    const third = moments(
      [0, 0],
      [
        [4, 0],
        [0, 1],
      ],
    );
    // tr(AB) = 10, det A = 3, det B = 4.
    const expected = 4 + 5 - 2 * Math.sqrt(10 + 2 * Math.sqrt(12));
    expect(frechetDistance(second, third)).toBeCloseTo(expected, 9);
  });
});
