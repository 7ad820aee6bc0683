import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DicomError } from "../../../src/errors/index.ts";
import { readDicomFile, writeDicomFile } from "../../../src/report/dicom-file.ts";
import { onImage, placeFrames, type TargetImage } from "../../../src/report/reading/place-frames.ts";
import { readOverlay } from "../../../src/report/reading/read-overlay.ts";
import { readParametricMap } from "../../../src/report/reading/read-parametric-map.ts";
import { readSegmentation } from "../../../src/report/reading/read-segmentation.ts";
import { unreadableReason, unreadableReasons } from "../../../src/report/reading/unreadable.ts";
import { makeSeriesReport } from "../../../src/report/series-report.ts";
import { boxMap, stackOf, writing } from "./fixtures.ts";

const box = (row: number, column: number, value = 2) => boxMap(9, 7, { row, column }, value);
const maps = [box(1, 1, 2.25), box(2, 2), box(6, 4, 3)];

async function written() {
  const report = await makeSeriesReport({
    ...writing,
    images: stackOf({ maps }),
    withMaps: true,
    withLabelmaps: true,
  });
  return {
    seg: report.segmentations[0]!,
    labelmap: report.labelmaps[0]!,
    map: report.parametricMaps[0]!,
    sr: report.structuredReport,
  };
}

function reasonOf(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    expect(error).toBeInstanceOf(DicomError);
    return unreadableReason(error);
  }
  return "none";
}

const target = (image: ReturnType<typeof stackOf>[number]): TargetImage => {
  const { dataset } = image;
  const [a, b, c, d, e, f] = dataset.ImageOrientationPatient as number[];
  const [x, y, z] = dataset.ImagePositionPatient as number[];
  const [row, column] = dataset.PixelSpacing as number[];
  return {
    SOPInstanceUID: String(dataset.SOPInstanceUID),
    frameNumber: 1,
    frameOfReferenceUID: String(dataset.FrameOfReferenceUID),
    rows: Number(dataset.Rows),
    columns: Number(dataset.Columns),
    spacing: { row: row!, column: column! },
    plane: {
      position: [x!, y!, z!],
      rowCosines: [a!, b!, c!],
      columnCosines: [d!, e!, f!],
    },
  };
};

describe("a label map", () => {
  it("is read back as the same masks as the binary segmentation", async () => {
    const { seg, labelmap } = await written();
    const read = (dataset: typeof seg) =>
      readSegmentation(readDicomFile(writeDicomFile(dataset))).segments.map(({ number, label, frames }) => ({
        number,
        label,
        frames: frames.map(({ mask, source, plane }) => ({ mask, source, plane })),
      }));
    expect(read(labelmap)).toEqual(read(seg));
    expect(read(seg).map(({ frames }) => frames.length)).toEqual([1, 2]);
  });

  it("takes 16 bits where there are more segments than 8 hold", async () => {
    // 300 boxes of 6 pixels each, a column of background between them.
    const [rows, columns] = [2, 4 * 300];
    const map = Float32Array.from({ length: rows * columns }, (_, index) => (index % 4 === 3 ? 0 : 2));
    const { labelmaps } = await makeSeriesReport({
      ...writing,
      images: stackOf({ rows, columns, maps: [map] }),
      withLabelmaps: true,
    });
    expect(labelmaps[0]).toMatchObject({ BitsAllocated: 16 });
    const { segments } = readSegmentation(readDicomFile(writeDicomFile(labelmaps[0]!)));
    expect(segments).toHaveLength(300);
    expect(segments.every(({ frames }) => frames[0]!.mask.reduce((sum, bit) => sum + bit, 0) === 6)).toBe(
      true,
    );
  });
});

describe("reading a parametric map", () => {
  it("gives back what Residua wrote, with unit, range and the images that it lies on", async () => {
    const { map } = await written();
    const read = readOverlay(writeDicomFile(map));
    if (read.kind !== "map") throw new Error("it is a map");
    expect(read.object).toMatchObject({
      manufacturer: "Residua",
      unit: "1",
      range: { lower: 0, upper: 3 },
      rows: 9,
    });
    expect(read.object.frames.map(({ values }) => values)).toEqual(maps);
    expect(read.object.frames.map(({ source }) => source?.SOPInstanceUID)).toEqual([
      "2.25.1000",
      "2.25.1001",
      "2.25.1002",
    ]);
  });

  it("reads doubles, and integers of 16 bits with their mapping and padding", async () => {
    const { map } = await written();
    const { FloatPixelData: _, ...rest } = map;
    const doubles = new Float64Array(3 * 63).map((_, index) => index / 8);
    const asDoubles = {
      ...rest,
      BitsAllocated: 64,
      DoubleFloatPixelData: doubles.buffer,
      _vrMap: { DoubleFloatPixelData: "OD" },
    };
    const second = readParametricMap(readDicomFile(writeDicomFile(asDoubles))).frames[1]!.values;
    expect(second).toEqual(Float32Array.from(doubles.subarray(63, 126)));
    const integers = new Int16Array(3 * 63).map((_, index) => index - 10);
    const asIntegers = {
      ...rest,
      BitsAllocated: 16,
      BitsStored: 16,
      HighBit: 15,
      PixelRepresentation: 1,
      PixelPaddingValue: -10,
      PixelData: integers.buffer,
      SharedFunctionalGroupsSequence: [
        {
          ...(rest.SharedFunctionalGroupsSequence as object[])[0],
          RealWorldValueMappingSequence: [{ RealWorldValueSlope: 0.5, RealWorldValueIntercept: 3 }],
        },
      ],
      _vrMap: { PixelData: "OW", PixelPaddingValue: "SS" },
    };
    const [first] = readParametricMap(readDicomFile(writeDicomFile(asIntegers))).frames;
    expect([...first!.values].slice(0, 3)).toEqual([Number.NaN, -1.5, -1]);
  });
});

describe("refusing what cannot be shown", () => {
  it("names the reason", async () => {
    const { seg, map, labelmap, sr } = await written();
    const cases: [string, object][] = [
      ["other-class", sr],
      ["fractional", { ...seg, SegmentationType: "FRACTIONAL" }],
      ["damaged", { ...seg, NumberOfFrames: 7 }],
      ["damaged", { ...seg, Rows: 0 }],
      ["too-large", { ...seg, Rows: 65_535, Columns: 65_535 }],
      ["cut-off", { ...seg, PixelData: new ArrayBuffer(2) }],
      ["cut-off", { ...map, FloatPixelData: new ArrayBuffer(8) }],
      ["no-pixels", { ...labelmap, PixelData: undefined }],
      ["no-pixels", { ...labelmap, BitsAllocated: 32 }],
      ["compressed", { ...seg, PixelData: [new ArrayBuffer(0), new ArrayBuffer(64)] }],
      ["bad-segments", { ...seg, SegmentSequence: [] }],
      [
        "bad-segments",
        {
          ...seg,
          SegmentSequence: (seg.SegmentSequence as object[]).map((s) => ({ ...s, SegmentNumber: 1 })),
        },
      ],
      [
        "no-place",
        {
          ...seg,
          PerFrameFunctionalGroupsSequence: (seg.PerFrameFunctionalGroupsSequence as object[]).map(
            (group) => ({
              ...group,
              DerivationImageSequence: [],
              PlanePositionSequence: [],
            }),
          ),
        },
      ],
    ];
    for (const [reason, dataset] of cases) {
      const read =
        (dataset as { SOPClassUID: string }).SOPClassUID === map.SOPClassUID
          ? readParametricMap
          : readSegmentation;
      expect([reason, reasonOf(() => read(dataset as typeof seg))]).toEqual([reason, reason]);
    }
  });

  it("refuses a file that ends early, wherever that is", async () => {
    const { seg, labelmap, map } = await written();
    const files = [seg, labelmap, map].map(writeDicomFile);
    fc.assert(
      fc.property(fc.constantFrom(...files), fc.double({ min: 0, max: 0.9999, noNaN: true }), (bytes, at) => {
        const cut = bytes.slice(0, Math.floor(at * bytes.length));
        expect(reasonOf(() => readOverlay(cut))).not.toBe("none");
      }),
    );
  });

  it("ends with a reason for any bytes, and for any damage to a file", async () => {
    const { seg, map, labelmap } = await written();
    const files = [seg, map, labelmap].map((dataset) => writeDicomFile(dataset));
    expect(reasonOf(() => readOverlay(new Uint8Array()))).toBe("damaged");
    fc.assert(
      fc.property(
        fc.constantFrom(...files),
        fc.array(
          fc.record({
            at: fc.double({ min: 0, max: 0.999, noNaN: true }),
            value: fc.integer({ min: 0, max: 255 }),
          }),
          {
            minLength: 1,
            maxLength: 20,
          },
        ),
        fc.double({ min: 0.05, max: 1, noNaN: true }),
        (file, damage, share) => {
          const bytes = file.slice(0, Math.ceil(file.length * share));
          for (const { at, value } of damage) bytes[Math.floor(at * bytes.length)] = value;
          const reason = reasonOf(() => readOverlay(bytes));
          expect(["none", ...unreadableReasons]).toContain(reason);
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe("placing frames on images", () => {
  it("puts a segmentation on the images that it names, and on none beside them", async () => {
    const { seg } = await written();
    const { segments, ...grid } = readSegmentation(readDicomFile(writeDicomFile(seg)));
    const images = stackOf({ maps: [...maps, box(0, 0)] });
    const frames = segments.flatMap((segment) => segment.frames);
    const placed = images.map((image) => placeFrames(frames, grid, target(image), { namedOnly: true }));
    expect(placed.map((list) => list.length)).toEqual([1, 1, 1, 0]);
    expect(placed[0]![0]!.lookup()).toBeUndefined();
  });

  it("finds another series of the same frame of reference by its geometry, flipped, cropped and finer", async () => {
    const { seg } = await written();
    const { segments, ...grid } = readSegmentation(readDicomFile(writeDicomFile(seg)));
    const frames = segments.flatMap((segment) => segment.frames);
    const [first] = stackOf({ maps });
    const near = target(first!);
    // Twice as fine, columns the other way round, and beginning at the grid's third row.
    const fine: TargetImage = {
      ...near,
      SOPInstanceUID: "2.25.77",
      rows: 10,
      columns: 14,
      spacing: { row: 0.45, column: 0.4 },
      plane: {
        position: [6.25 * 0.8, 2 * 0.9 - 10 - 0.225, near.plane!.position[2]],
        rowCosines: [-1, 0, 0],
        columnCosines: [0, 1, 0],
      },
    };
    const [placed, ...others] = placeFrames(frames, grid, fine);
    expect(others).toEqual([]);
    const mask = onImage(placed!.frame.mask, placed!.lookup(), 0);
    for (let row = 0; row < 10; row++) {
      for (let column = 0; column < 14; column++) {
        const coarse = { row: 2 + Math.floor(row / 2), column: 6 - Math.floor(column / 2) };
        expect(mask[row * 14 + column]).toBe(placed!.frame.mask[coarse.row * 7 + coarse.column]);
      }
    }
  });

  it("leaves other frames of reference, planes across, and places between slabs alone", async () => {
    const { seg } = await written();
    const { segments, ...grid } = readSegmentation(readDicomFile(writeDicomFile(seg)));
    const frames = segments.flatMap((segment) => segment.frames);
    const [first] = stackOf({ maps });
    const other = { ...target(first!), SOPInstanceUID: "2.25.77" };
    const { plane } = other;
    const places = [
      { ...other, frameOfReferenceUID: "2.25.9" },
      { ...other, plane: { ...plane!, columnCosines: [0, 0, 1] as const } },
      { ...other, plane: { ...plane!, position: [0, 0, 40] as const } },
    ];
    for (const image of places) expect(placeFrames(frames, grid, image)).toEqual([]);
    expect(placeFrames(frames, grid, other)).toHaveLength(1);
  });
});
