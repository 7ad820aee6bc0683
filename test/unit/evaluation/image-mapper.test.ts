import { describe, expect, it } from "vitest";
import { histogramOf } from "../../../src/evaluation/histogram.ts";
import { imageMapper } from "../../../src/evaluation/image-mapper.ts";

describe("imageMapper", () => {
  const mask = Uint8Array.of(0, 1, 1, 0);
  const twice = { scaleRow: 1, scaleColumn: 2, offsetRow: 0, offsetColumn: 0.5 };
  const bring = imageMapper({ mask, height: 1, width: 4 }, { affine: twice, rows: 1, columns: 8 });

  it("keeps a value of the foreground up to its edge, and has none beyond it", () => {
    const values = [...bring(Float32Array.of(0, -2, -2, 0))];
    expect(values.slice(2, 6)).toEqual([-2, -2, -2, -2]);
    for (const outside of [...values.slice(0, 2), ...values.slice(6)]) expect(outside).toBeNaN();
  });

  it("is linear in between", () => {
    const values = bring(Float32Array.of(0, 1, 3, 0));
    expect(values[3]).toBeCloseTo(1.5, 6);
    expect(values[4]).toBeCloseTo(2.5, 6);
  });
});

describe("histogramOf", () => {
  it("counts each class in bins of one width, the highest score in the last", () => {
    const histogram = histogramOf([0, 1, 3.9, 4, 4], [false, false, false, true, true], 4);
    expect(histogram).toEqual({ lower: 0, upper: 4, healthy: [1, 1, 0, 1], abnormal: [0, 0, 0, 2] });
  });

  it("has one full bin where all scores are the same", () => {
    expect(histogramOf([2, 2], [true, false], 2)).toMatchObject({ healthy: [1, 0], abnormal: [1, 0] });
  });
});
