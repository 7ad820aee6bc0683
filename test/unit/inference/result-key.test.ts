import { describe, expect, it } from "vitest";
import { resultKey } from "../../../src/inference/result-key.ts";
import { makeFrame } from "./make-frame.ts";

const model = "a".repeat(64);

describe("resultKey", () => {
  it("is the same for the same image", () => {
    expect(resultKey(model, makeFrame())).toBe(resultKey(model, makeFrame()));
  });

  it("tells models, instances, frames, sizes and costly maps apart", () => {
    const keys = [
      resultKey(model, makeFrame()),
      resultKey("b".repeat(64), makeFrame()),
      resultKey(model, makeFrame({ SOPInstanceUID: "1.2.4" })),
      resultKey(model, makeFrame({ frameNumber: 2 })),
      resultKey(model, makeFrame({ rows: 2, columns: 8 })),
      resultKey(model, makeFrame(), { costly: ["klGradient"] }),
      resultKey(model, makeFrame(), { costly: ["klGradient", "uncertainty"] }),
      resultKey(model, makeFrame(), { override: true }),
    ];
    expect(new Set(keys).size).toBe(keys.length);
  });

  it("tells an edited image with the same UID apart, also when it is a view into a larger buffer", () => {
    const rows = 512;
    const columns = 512;
    const original = new Float32Array(rows * columns).fill(100);
    const edited = new Float32Array(rows * columns + 7).fill(100).subarray(7);
    expect(resultKey(model, makeFrame({ rows, columns, pixels: edited }))).toBe(
      resultKey(model, makeFrame({ rows, columns, pixels: original })),
    );
    for (let row = 200; row < 204; row += 1) edited.fill(140, row * columns + 300, row * columns + 304);
    expect(resultKey(model, makeFrame({ rows, columns, pixels: edited }))).not.toBe(
      resultKey(model, makeFrame({ rows, columns, pixels: original })),
    );
  });

  it("is undefined without a SOP Instance UID", () => {
    expect(resultKey(model, makeFrame({ SOPInstanceUID: "" }))).toBeUndefined();
  });
});
