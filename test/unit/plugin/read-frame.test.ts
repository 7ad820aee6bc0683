import type { Types } from "@cornerstonejs/core";
import { describe, expect, it } from "vitest";
import { frameNumberOf, readFrame } from "../../../plugin/cornerstone/read-frame.ts";
import { readValue } from "../../../plugin/cornerstone/read-value.ts";
import { DicomError } from "../../../src/errors/index.ts";

const rows = 8;
const columns = 10;

type Modules = Readonly<Record<string, unknown>>;

function image(pixels: Types.PixelDataTypedArray, change: Partial<Types.IImage> = {}): Types.IImage {
  return {
    imageId: "wadouri:https://pacs/object?id=1",
    rows,
    columns,
    slope: 1,
    intercept: 0,
    color: false,
    numberOfComponents: 1,
    invert: false,
    getPixelData: () => pixels,
    ...change,
  } as Types.IImage;
}

const provider = (modules: Modules = {}) => ({ get: (type: string) => modules[type] });
const ramp = () => Int16Array.from({ length: rows * columns }, (_, index) => index);

describe("readFrame", () => {
  it("applies slope and intercept to stored values", () => {
    const frame = readFrame(image(ramp(), { slope: 2, intercept: -1024 }), provider());
    expect([frame.pixels[0], frame.pixels[79]]).toEqual([-1024, 2 * 79 - 1024]);
  });

  it("leaves pixels alone that the host has scaled, though slope and intercept are set", () => {
    const scaled = Int16Array.from(ramp(), (value) => value - 1024);
    const preScale = {
      enabled: true,
      scaled: true,
      scalingParameters: { rescaleSlope: 1, rescaleIntercept: -1024 },
    };
    const frame = readFrame(image(scaled, { slope: 1, intercept: -1024, preScale }), provider());
    expect([frame.pixels[0], frame.pixels[79]]).toEqual([-1024, 79 - 1024]);
  });

  it("scales where the host meant to but could not", () => {
    const preScale = { enabled: true, scalingParameters: { rescaleSlope: 0.5, rescaleIntercept: 3 } };
    const frame = readFrame(image(ramp(), { slope: 0.5, intercept: 3, preScale }), provider());
    expect(frame.pixels[79]).toBeCloseTo(79 / 2 + 3);
  });

  it("applies a table where the modality LUT is one, as the host or the instance gives it", () => {
    const lut = Array.from({ length: 80 }, (_, index) => index * index);
    const shown = { id: "1", firstValueMapped: 0, lut } as never;
    expect(readFrame(image(ramp(), { modalityLUT: shown }), provider()).pixels[9]).toBe(81);
    const instance = {
      ModalityLUTSequence: [{ LUTDescriptor: [80, 0, 16], LUTData: [Uint16Array.from(lut).buffer] }],
    };
    expect(readFrame(image(ramp()), provider({ instance })).pixels[9]).toBe(81);
  });

  it("marks padding in stored values, before and after the host's scaling", () => {
    const stored = ramp().fill(-2000, 0, 5);
    const instance = { PixelPaddingValue: -2000 };
    const plain = readFrame(image(stored, { slope: 2, intercept: 10 }), provider({ instance }));
    const scaledPixels = Int16Array.from(stored, (value) => 2 * value + 10);
    const preScale = {
      enabled: true,
      scaled: true,
      scalingParameters: { rescaleSlope: 2, rescaleIntercept: 10 },
    };
    const scaled = readFrame(
      image(scaledPixels, { slope: 2, intercept: 10, preScale }),
      provider({ instance }),
    );
    for (const frame of [plain, scaled]) {
      expect([...frame.padding!].flatMap((value, index) => (value ? [index] : []))).toEqual([0, 1, 2, 3, 4]);
      expect(frame.pixels[0]).toBe(frame.pixels[5]);
    }
    expect(scaled.pixels).toEqual(plain.pixels);
  });

  it("keeps MONOCHROME1 as it is and says so, from the metadata or from the image", () => {
    const imagePixelModule = { photometricInterpretation: "MONOCHROME1" };
    const named = readFrame(image(ramp()), provider({ imagePixelModule }));
    const inverted = readFrame(image(ramp(), { invert: true }), provider());
    for (const frame of [named, inverted]) {
      expect(frame.photometricInterpretation).toBe("MONOCHROME1");
      expect(frame.pixels[79]).toBe(79);
    }
  });

  it("refuses colour", () => {
    const colour = image(new Uint8Array(rows * columns * 3), { color: true, numberOfComponents: 3 });
    const imagePixelModule = { photometricInterpretation: "RGB", samplesPerPixel: 3 };
    expect(() => readFrame(colour, provider({ imagePixelModule }))).toThrow(DicomError);
    expect(() => readFrame(colour, provider())).toThrow(DicomError);
  });

  it("reads tags of the instance, through inheritance and whatever form values have", () => {
    const shared = { Modality: "MR", EchoTime: "90.5", ImageType: ["ORIGINAL", "PRIMARY"] };
    const instance: Modules = Object.assign(Object.create(shared), {
      SOPInstanceUID: "2.25.7",
      SeriesDescription: " AX FLAIR ",
      ScanningSequence: "SE\\IR",
      InversionTime: [2500],
      ProtocolName: "",
    });
    const frame = readFrame(image(ramp()), provider({ instance }));
    expect(frame.SOPInstanceUID).toBe("2.25.7");
    expect(frame.tags).toEqual({
      modality: "MR",
      echoTime: 90.5,
      imageType: ["ORIGINAL", "PRIMARY"],
      seriesDescription: "AX FLAIR",
      scanningSequence: "SE\\IR",
      inversionTime: 2500,
    });
  });

  it("falls back on modules where the host knows no instance", () => {
    const modules = {
      generalSeriesModule: { modality: "CT", seriesDescription: "HEAD" },
      sopCommonModule: { sopInstanceUID: "2.25.8", sopClassUID: "1.2.840.10008.5.1.4.1.1.2" },
    };
    const frame = readFrame(image(ramp()), provider(modules));
    expect(frame.SOPInstanceUID).toBe("2.25.8");
    expect(frame.tags).toEqual({
      modality: "CT",
      seriesDescription: "HEAD",
      SOPClassUID: "1.2.840.10008.5.1.4.1.1.2",
    });
  });

  it("takes spacing and plane over, but not a spacing that the host made up", () => {
    const imagePlaneModule = {
      rowPixelSpacing: 0.5,
      columnPixelSpacing: 0.75,
      imageOrientationPatient: ["1", "0", "0", "0", "0", "-1"],
      imagePositionPatient: [1, 2, 3],
    };
    const frame = readFrame(image(ramp()), provider({ imagePlaneModule }));
    expect(frame.spacing).toEqual({ row: 0.5, column: 0.75 });
    expect(frame.plane).toMatchObject({ position: [1, 2, 3], rowCosines: [1, 0, 0] });
    const made = { ...imagePlaneModule, rowPixelSpacing: 1, columnPixelSpacing: 1, usingDefaultValues: true };
    expect(readFrame(image(ramp()), provider({ imagePlaneModule: made })).spacing).toBeUndefined();
  });

  it.each([
    ["wadouri:https://pacs/object?id=1", 1],
    ["wadouri:https://pacs/object?id=1&frame=3", 3],
    ["dicomfile:4?frame=12", 12],
    ["wadors:https://pacs/studies/1/series/2/instances/3/frames/5", 5],
    ["dicomfile:4?frame=0", 1],
  ])("knows the frame number of %s", (imageId, expected) => {
    expect(frameNumberOf(imageId)).toBe(expected);
    expect(readFrame(image(ramp(), { imageId }), provider()).frameNumber).toBe(expected);
  });
});

describe("readValue", () => {
  const at = (column: number, row: number) => ({ column, row });

  it("reads what readFrame reads, at the pixel that a point lies in", () => {
    const scaled = { slope: 2, intercept: -1024 };
    const frame = readFrame(image(ramp(), scaled), provider());
    for (const point of [at(0, 0), at(3.4, 1.6), at(9.49, 7.49)]) {
      const index = Math.round(point.row) * columns + Math.round(point.column);
      expect(readValue(image(ramp(), scaled), provider(), point)?.value).toBe(frame.pixels[index]);
    }
    const preScale = { enabled: true, scaled: true };
    expect(readValue(image(ramp(), { ...scaled, preScale }), provider(), at(5, 0))?.value).toBe(5);
  });

  it("knows the unit from the rescale type, and of CT; has none where nothing says", () => {
    const unit = (instance: Modules, modalityLutModule = {}) =>
      readValue(image(ramp()), provider({ instance, modalityLutModule }), at(1, 1))?.unit;
    expect(unit({ Modality: "CT" })).toBe("HU");
    expect(unit({ Modality: "CT", RescaleType: "US" })).toBeUndefined();
    expect(unit({ Modality: "MR" })).toBeUndefined();
    expect(unit({ Modality: "MR", RescaleType: "10^-3 mm2/s" })).toBe("10^-3 mm2/s");
    expect(unit({ Modality: "CT" }, { rescaleType: "OD" })).toBe("OD");
  });

  it("reads nothing outside the image, and nothing of one in colour", () => {
    expect(readValue(image(ramp()), provider(), at(9.6, 0))).toBeUndefined();
    expect(readValue(image(ramp()), provider(), at(0, -0.6))).toBeUndefined();
    expect(readValue(image(ramp(), { color: true }), provider(), at(1, 1))).toBeUndefined();
  });
});
