import { describe, expect, it } from "vitest";
import { precisionRecall } from "../../../../src/evaluation/sample-quality/precision-recall.ts";

describe("precisionRecall", () => {
  const line = [[0], [1], [2], [3], [4]];

  it("is one for equal sets", () => {
    expect(precisionRecall(line, line)).toEqual({ precision: 1, recall: 1 });
  });

  it("is zero for sets far apart", () => {
    expect(
      precisionRecall(
        line,
        line.map(([x]) => [(x as number) + 100]),
      ),
    ).toEqual({ precision: 0, recall: 0 });
  });

  it("tells believable from varied", () => {
    // With one neighbour, balls of radius 1 around 0, 1, 2, 3, 4; those of the generated reach 0.1 only.
    const narrow = [[2], [2.1], [2.2]];
    expect(precisionRecall(line, narrow, 1)).toEqual({ precision: 1, recall: 1 / 5 });
    // Two of four within [-1, 5]; balls of radius 3 around 1 and 4, of 16 around 20 and 36.
    const wide = [[1], [4], [20], [36]];
    expect(precisionRecall(line, wide, 1)).toEqual({ precision: 1 / 2, recall: 1 });
  });

  it("refuses sets without a k-th neighbour", () => {
    expect(() => precisionRecall(line, [[0], [1], [2]])).toThrow(RangeError);
  });
});
