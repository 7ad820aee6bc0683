import "@tensorflow/tfjs-backend-cpu";
import { io } from "@tensorflow/tfjs-core";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toFloat16 } from "../../../src/vae/float16.ts";

/** TensorFlow.js's own decoder, which is what reads the weights. */
function decode(halves: Uint16Array<ArrayBuffer>): number[] {
  const specs: io.WeightsManifestEntry[] = [
    {
      name: "w",
      shape: [halves.length],
      dtype: "float32",
      quantization: { dtype: "float16" },
    },
  ];
  const { w } = io.decodeWeights(halves.buffer, specs);
  const values = Array.from(w!.dataSync());
  w!.dispose();
  return values;
}

describe("toFloat16", () => {
  it("leaves every half as it is", () => {
    const all = Uint16Array.from({ length: 0x7c00 }, (_, i) => i);
    const both = Uint16Array.from([...all, ...all.map((half) => half | 0x8000)]);
    expect(toFloat16(decode(both))).toEqual(both);
  });

  it("rounds to the nearest half, ties to even", () => {
    expect(decode(toFloat16([1 + 2 ** -11, 1 + 3 * 2 ** -11, 2 ** -25, 3 * 2 ** -25, 2047.75]))).toEqual([
      1,
      1 + 2 ** -9,
      0,
      2 ** -23,
      2048,
    ]);
    fc.assert(
      fc.property(fc.float({ min: -65504, max: 65504, noNaN: true }), (value) => {
        const [half] = decode(toFloat16([value]));
        const unit = Math.max(2 ** -24, 2 ** (Math.floor(Math.log2(Math.abs(value) || 1)) - 10));
        expect(Math.abs(half! - value)).toBeLessThanOrEqual(unit / 2);
      }),
    );
  });

  it("refuses what 16 bits cannot hold", () => {
    for (const value of [65520, -1e6, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => toFloat16([value])).toThrow(RangeError);
    }
    expect(decode(toFloat16([65519]))).toEqual([65504]);
  });
});
