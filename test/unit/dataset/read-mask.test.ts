import { encode } from "fast-png";
import { describe, expect, it } from "vitest";
import { decodeMask } from "../../../src/dataset/read-mask.ts";
import { DataError } from "../../../src/errors/index.ts";

describe("decodeMask", () => {
  it("reads one bit a pixel, each row from a byte's start", () => {
    // 10 columns take two bytes a row.
    const data = new Uint8Array([0b10000000, 0b01000000, 0b00000001, 0b10000000]);
    const png = encode({ width: 10, height: 2, data, depth: 1, channels: 1 });
    expect(Array.from(decodeMask(png, "m").pixels)).toEqual([
      1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0,
    ]);
  });

  it("reads 8 and 16 bits and colours as marked wherever the first channel is not 0", () => {
    const grey = encode({ width: 2, height: 2, data: new Uint8Array([0, 1, 255, 0]), channels: 1 });
    const wide = encode({
      width: 2,
      height: 2,
      data: new Uint16Array([0, 256, 1, 0]),
      channels: 1,
      depth: 16,
    });
    const colour = encode({ width: 2, height: 1, data: new Uint8Array([0, 9, 9, 7, 0, 0]), channels: 3 });
    expect(Array.from(decodeMask(grey, "m").pixels)).toEqual([0, 1, 1, 0]);
    expect(Array.from(decodeMask(wide, "m").pixels)).toEqual([0, 1, 1, 0]);
    expect(decodeMask(colour, "m")).toEqual({ pixels: new Uint8Array([0, 1]), rows: 1, columns: 2 });
  });

  it("names the file that is no PNG", () => {
    expect(() => decodeMask(new TextEncoder().encode("P5 2 2"), "masks/3.png")).toThrow(DataError);
    expect(() => decodeMask(new Uint8Array(0), "masks/3.png")).toThrow("masks/3.png");
  });
});
