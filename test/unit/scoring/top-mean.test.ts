import { describe, expect, it } from "vitest";
import { topMean } from "../../../src/scoring/top-mean.ts";

describe("topMean", () => {
  const map = Float32Array.of(5, 1, 4, 2, 9, 3);
  const depth = Float32Array.of(2, 2, 2, 2, 0, 2);

  it("averages the highest share of the deep pixels alone", () => {
    expect(topMean(map, { depth, width: 3 }, { fraction: 0.4, minimumDepth: 1 })).toBe(4.5);
    expect(topMean(map, { depth, width: 3 }, { fraction: 1, minimumDepth: 1 })).toBe(3);
  });

  it("takes at least one pixel, and is 0 where none is deep enough", () => {
    expect(topMean(map, { depth, width: 3 }, { fraction: 0.001, minimumDepth: 1 })).toBe(5);
    expect(topMean(map, { depth, width: 3 }, { fraction: 0.5, minimumDepth: 2 })).toBe(0);
  });

  it("takes a share of the other side off first", () => {
    // Rows 5 1 4 and 2 9 3: at half a share 3, 0.5, 1.5 and 0.5, 4.5 (not deep), 2.
    expect(topMean(map, { depth, width: 3 }, { fraction: 0.4, minimumDepth: 1, asymmetry: 0.5 })).toBe(2.5);
  });
});
