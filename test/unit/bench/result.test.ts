import { describe, expect, it } from "vitest";
import { toResult, toTable } from "../../bench/support/result.ts";
import { median } from "../../bench/support/statistics.ts";

describe("median", () => {
  it("is the middle value, or the mean of the two in the middle", () => {
    expect(median([3])).toBe(3);
    expect(median([10, 2, 7])).toBe(7);
    expect(median([10, 2, 7, 4])).toBe(5.5);
    expect(() => median([])).toThrow(RangeError);
  });
});

describe("a figure of the bench", () => {
  it("is held against its bar by its median", () => {
    expect(toResult({ unit: "ratio", atMost: 4 }, [3, 9, 4]).passed).toBe(true);
    expect(toResult({ unit: "ratio", atMost: 4 }, [3, 9, 4.1]).passed).toBe(false);
    expect(toResult({ unit: "ratio", atLeast: 0.9 }, [0.8, 0.95, 1]).passed).toBe(true);
    expect(toResult({ unit: "ratio", atLeast: 0.9 }, [0.8, 0.85, 1]).passed).toBe(false);
    expect(toResult({ unit: "MB" }, [1]).passed).toBeUndefined();
  });

  it("takes a line of the table", () => {
    const results = {
      "train.stepRatio": toResult({ unit: "ratio", atMost: 4 }, [1.25, 1.5, 5]),
      "memory.peak": toResult({ unit: "MB", atMost: 2000 }, [2345.6]),
      "train.rate": toResult({ unit: "images/s" }, [26.31]),
    };
    expect(toTable(results).split("\n")).toEqual([
      "figure           median         values        bar",
      "train.stepRatio  1.50 ratio     1.25 to 5.00  <= 4     met",
      "memory.peak      2346 MB        2346 to 2346  <= 2000  MISSED",
      "train.rate       26.3 images/s  26.3 to 26.3",
    ]);
  });
});
