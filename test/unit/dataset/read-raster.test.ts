import { deflateSync } from "node:zlib";
import fc from "fast-check";
import { encode } from "fast-png";
import jpeg from "jpeg-js";
import { describe, expect, it } from "vitest";
import { readJpeg, readPng } from "../../../src/dataset/raster/read-raster.ts";
import { DataError, ResiduaError } from "../../../src/errors/index.ts";

const width = 10;
const height = 8;
const count = width * height;
const ramp = (most: number) => Array.from({ length: count }, (_, i) => Math.round((i * most) / (count - 1)));

describe("readPng", () => {
  it("keeps 8 and 16 bits as they are", () => {
    const eight = encode({ width, height, channels: 1, data: Uint8Array.from(ramp(255)) });
    const sixteen = encode({ width, height, channels: 1, depth: 16, data: Uint16Array.from(ramp(60_000)) });
    expect(Array.from(readPng(eight).pixels)).toEqual(ramp(255));
    expect(Array.from(readPng(sixteen).pixels)).toEqual(ramp(60_000));
    expect(readPng(sixteen)).toMatchObject({
      rows: 8,
      columns: 10,
      photometricInterpretation: "MONOCHROME2",
    });
  });

  it("reads one bit a pixel and palettes", () => {
    // 10 columns of one bit take two bytes a row.
    const bits = Uint8Array.from({ length: 16 }, (_, i) => (i % 2 === 0 ? 0b10000000 : 0b01000000));
    const one = readPng(encode({ width, height, channels: 1, depth: 1, data: bits }));
    expect(Array.from(one.pixels.subarray(10, 20))).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
    const palette = [
      [0, 0, 0],
      [90, 90, 90],
    ] as [number, number, number][];
    const data = Uint8Array.from({ length: count }, (_, i) => i % 2);
    const indexed = readPng(encode({ width, height, channels: 1, data, palette }));
    expect(Array.from(indexed.pixels.subarray(0, 4))).toEqual([0, 90, 0, 90]);
  });

  it("takes the luma of colours, whatever their transparency", () => {
    const data = Uint8Array.from({ length: 4 * count }, (_, i) => [200, 100, 50, i % 256][i % 4]!);
    const { pixels } = readPng(encode({ width, height, channels: 4, data }));
    expect(pixels.every((x) => Math.abs(x - 124.2) < 1e-4)).toBe(true);
    const grey = Uint8Array.from({ length: 3 * count }, () => 77);
    expect(readPng(encode({ width, height, channels: 3, data: grey })).pixels.every((x) => x === 77)).toBe(
      true,
    );
  });

  it("refuses a data stream that does not fit the size, and a size beyond reason", () => {
    const png = Buffer.from(encode({ width, height, channels: 1, data: new Uint8Array(count) }));
    const at = png.indexOf("IDAT") - 4;
    const bomb = deflateSync(new Uint8Array(2 ** 22));
    const chunk = Buffer.alloc(12 + bomb.length);
    chunk.writeUInt32BE(bomb.length, 0);
    chunk.write("IDAT", 4);
    chunk.set(bomb, 8);
    const end = png.subarray(png.indexOf("IEND") - 4);
    expect(() => readPng(Buffer.concat([png.subarray(0, at), chunk, end]))).toThrow("cannot be inflated");
    const huge = Buffer.from(png);
    huge.writeUInt32BE(60_000, 16);
    expect(() => readPng(huge)).toThrow("more than Residua reads");
    expect(() => readPng(png.subarray(0, 60))).toThrow(DataError);
  });

  it("reads or refuses any bytes, and never fails otherwise", () => {
    const png = encode({ width, height, channels: 1, data: Uint8Array.from(ramp(255)) });
    const change = fc.tuple(fc.integer({ min: 8, max: png.length - 1 }), fc.nat(255));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
        const bytes = png.slice();
        for (const [at, value] of changes) bytes[at] = value;
        try {
          readPng(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(ResiduaError);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe("readJpeg", () => {
  const data = Buffer.from(ramp(200).flatMap((x) => [x, x, x, 255]));
  const encoded = new Uint8Array(jpeg.encode({ data, width, height }, 100).data);

  it("reads colours as grey", async () => {
    const { pixels, rows, columns } = await readJpeg(encoded);
    expect([rows, columns]).toEqual([height, width]);
    const error = ramp(200).map((x, i) => Math.abs(x - pixels[i]!));
    expect(Math.max(...error)).toBeLessThan(4);
  });

  it("refuses what is damaged, and goes on reading others", async () => {
    await expect(readJpeg(encoded.subarray(0, 30))).rejects.toThrow(DataError);
    await expect(readJpeg(Uint8Array.from([0xff, 0xd8, 0xff, 0xd9]))).rejects.toThrow("names no size");
    expect((await readJpeg(encoded)).rows).toBe(height);
  });
});
