import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DicomError } from "../../../src/errors/index.ts";
import { createFrame } from "../../../src/imaging/create-frame.ts";
import type { FrameSource } from "../../../src/imaging/frame-source.ts";

function source(options: Partial<FrameSource> = {}): FrameSource {
  return {
    pixels: Int16Array.from({ length: 80 }, (_, i) => i - 20),
    rows: 8,
    columns: 10,
    photometricInterpretation: "MONOCHROME2",
    SOPInstanceUID: "2.25.7",
    ...options,
  };
}

describe("createFrame: modality LUT", () => {
  it("applies slope and intercept exactly once", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 50, noNaN: true }),
        fc.double({ min: -2000, max: 2000, noNaN: true }),
        fc.boolean(),
        (slope, intercept, negative) => {
          const lut = { slope: negative ? -slope : slope, intercept };
          const stored = source();
          const frame = createFrame({ ...stored, modalityLut: lut });
          frame.pixels.forEach((value, i) => {
            expect(value).toBe(Math.fround(stored.pixels[i]! * lut.slope + intercept));
          });
          const again = createFrame({
            ...stored,
            pixels: frame.pixels,
            modalityLut: lut,
            alreadyScaled: true,
          });
          expect(again.pixels).toEqual(frame.pixels);
        },
      ),
      { numRuns: 30 },
    );
  });

  it("looks values up in a table and clamps beyond its ends", () => {
    const modalityLut = { firstMapped: -10, values: [100, 200, 400] };
    const { pixels } = createFrame(source({ modalityLut }));
    expect([...pixels.slice(8, 16)]).toEqual([100, 100, 100, 200, 400, 400, 400, 400]);
  });

  it("takes signed, unsigned and floating-point pixels", () => {
    const value = [-3, 250, 2.5, 65_535, 3e9];
    const arrays = [
      new Int8Array(64).fill(value[0]!),
      new Uint8Array(64).fill(value[1]!),
      new Float64Array(64).fill(value[2]!),
      new Uint16Array(64).fill(value[3]!),
      new Uint32Array(64).fill(value[4]!),
    ];
    arrays.forEach((pixels, i) => {
      const frame = createFrame(source({ pixels, rows: 8, columns: 8 }));
      expect(frame.pixels).toEqual(new Float32Array(64).fill(value[i]!));
      expect(frame.padding).toBeUndefined();
    });
  });

  it.each([
    ["slope 0", { slope: 0, intercept: 5 }],
    ["a slope that is no number", { slope: Number.NaN, intercept: 0 }],
    ["an empty table", { firstMapped: 0, values: [] }],
  ])("refuses %s", (_, modalityLut) => {
    expect(() => createFrame(source({ modalityLut }))).toThrow(DicomError);
  });
});

describe("createFrame: padding", () => {
  it("gives padding the lowest real value, after the modality LUT", () => {
    const pixels = Int16Array.from({ length: 80 }, (_, i) => (i < 5 ? -2000 : i));
    const modalityLut = { slope: 2, intercept: -1024 };
    const frame = createFrame(source({ pixels, modalityLut, pixelPaddingValue: -2000 }));
    expect([...frame.padding!.slice(0, 6)]).toEqual([1, 1, 1, 1, 1, 0]);
    expect(Math.min(...frame.pixels)).toBe(5 * 2 - 1024);
    expect(frame.pixels[0]).toBe(5 * 2 - 1024);
  });

  it("finds the same padding in pixels that were scaled before", () => {
    const pixels = Int16Array.from({ length: 80 }, (_, i) => (i < 5 ? -2000 : i));
    const options = { modalityLut: { slope: 0.1, intercept: 3 }, pixelPaddingValue: -2000 };
    const frame = createFrame(source({ ...options, pixels }));
    const scaled = Float32Array.from(pixels, (x) => x * 0.1 + 3);
    const again = createFrame(source({ ...options, pixels: scaled, alreadyScaled: true }));
    expect(again).toEqual(frame);
  });

  it("knows a range of padding, in either order", () => {
    for (const [pixelPaddingValue, pixelPaddingRangeLimit] of [
      [-20, -15],
      [-15, -20],
    ] as const) {
      const { padding } = createFrame(source({ pixelPaddingValue, pixelPaddingRangeLimit }));
      expect(padding!.reduce((sum, isPadding) => sum + isPadding, 0)).toBe(6);
    }
  });

  it("reads a padding value whose sign was lost", () => {
    const pixels = Int16Array.from({ length: 80 }, (_, i) => (i < 5 ? -2000 : i));
    expect(createFrame(source({ pixels, pixelPaddingValue: 63_536 })).padding?.[0]).toBe(1);
    const unsigned = Uint16Array.from(pixels);
    expect(createFrame(source({ pixels: unsigned, pixelPaddingValue: -2000 })).padding?.[0]).toBe(1);
  });

  it("ignores a mark that would leave nothing", () => {
    const frame = createFrame(source({ pixels: new Int16Array(80).fill(4), pixelPaddingValue: 4 }));
    expect(frame.padding).toBeUndefined();
    expect(frame.pixels[0]).toBe(4);
  });

  it("treats values that are not finite as padding, and refuses images without any other", () => {
    const pixels = Float32Array.from({ length: 80 }, (_, i) => i - 3);
    pixels[7] = Number.NaN;
    pixels[9] = Number.POSITIVE_INFINITY;
    const frame = createFrame(source({ pixels }));
    expect(frame.pixels[7]).toBe(-3);
    expect(frame.pixels[9]).toBe(-3);
    expect(frame.padding!.reduce((sum, isPadding) => sum + isPadding, 0)).toBe(2);
    expect(() => createFrame(source({ pixels: new Float32Array(80).fill(Number.NaN) }))).toThrow(
      /no finite pixel value/,
    );
  });
});

describe("createFrame: what it refuses", () => {
  it.each<[string, Partial<FrameSource>, RegExp]>([
    ["colour", { photometricInterpretation: "RGB", samplesPerPixel: 3 }, /not plain greyscale.*RGB/],
    ["a palette", { photometricInterpretation: "PALETTE COLOR" }, /not plain greyscale/],
    ["no photometric interpretation", { photometricInterpretation: "" }, /missing/],
    ["too few pixels", { rows: 9 }, /incomplete/],
    ["pixels that fit no whole number of frames", { pixels: new Uint8Array(130) }, /incomplete/],
    ["no rows", { rows: 0 }, /0 rows/],
    ["a size that is no whole number", { rows: 8.5 }, /8.5 rows/],
    ["a side beyond reason", { rows: 65_535 }, /65535 rows/],
    ["an area beyond reason", { rows: 16_000, columns: 16_000 }, /megapixels/],
    ["frame 0", { frameNumber: 0 }, /counted from 1/],
    ["a frame too many", { pixels: new Uint8Array(160), frameNumber: 3 }, /no frame 3/],
  ])("refuses %s", (_, options, message) => {
    const attempt = () => createFrame(source(options));
    expect(attempt).toThrow(DicomError);
    expect(attempt).toThrow(message);
  });
});

describe("createFrame: frames, spacing and orientation", () => {
  it("takes one frame of several, or one that was taken already", () => {
    const pixels = Uint8Array.from({ length: 240 }, (_, i) => Math.floor(i / 80));
    const frame = createFrame(source({ pixels, frameNumber: 3 }));
    expect(frame.pixels).toEqual(new Float32Array(80).fill(2));
    expect(frame.frameNumber).toBe(3);
    const taken = createFrame(source({ pixels: pixels.subarray(80, 160), frameNumber: 2 }));
    expect(taken.pixels).toEqual(new Float32Array(80).fill(1));
    expect(createFrame(source({ pixels: new Uint8Array(81) })).pixels).toHaveLength(80);
  });

  it("keeps spacing only where it is positive", () => {
    expect(createFrame(source({ spacing: { row: 2, column: 0.5 } })).spacing).toEqual({
      row: 2,
      column: 0.5,
    });
    for (const row of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(createFrame(source({ spacing: { row, column: 1 } })).spacing).toBeUndefined();
    }
  });

  it("keeps an orientation only where it is two unit vectors at right angles", () => {
    const imagePositionPatient = [-110.5, -78.3, -72.8];
    const plane = (cosines: number[], position = imagePositionPatient) =>
      createFrame(source({ imageOrientationPatient: cosines, imagePositionPatient: position })).plane;
    const found = plane([1, 0, 0, 0, 0.99096, 0.134158])!;
    expect(found.position).toEqual(imagePositionPatient);
    expect(Math.hypot(...found.columnCosines)).toBeCloseTo(1, 12);
    expect(found.columnCosines[2]).toBeCloseTo(0.134158, 4);
    expect(plane([0, 0, 0, 0, 0, 0])).toBeUndefined();
    expect(plane([1, 0, 0, 1, 0, 0])).toBeUndefined();
    expect(plane([2, 0, 0, 0, 1, 0])).toBeUndefined();
    expect(plane([1, 0, 0, 0.1, 0.99, 0])).toBeUndefined();
    expect(plane([1, 0, 0, 0, Number.NaN, 0])).toBeUndefined();
    expect(plane([1, 0, 0])).toBeUndefined();
    expect(plane([1, 0, 0, 0, 1, 0], [0, Number.NaN, 0])).toBeUndefined();
    expect(createFrame(source({ imageOrientationPatient: [1, 0, 0, 0, 1, 0] })).plane).toBeUndefined();
  });
});
