import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readDicomFile, writeDicomFile } from "../../../src/report/dicom-file.ts";
import { readSegmentation } from "../../../src/report/reading/read-segmentation.ts";
import { makeSeriesReport } from "../../../src/report/series-report.ts";
import { connectedComponents } from "../../../src/scoring/components.ts";
import { axial, boxMap, resultOf, stackOf, writing } from "./fixtures.ts";
import { inspect, validator } from "./validators.ts";

const box = (row: number, column: number, value = 2) => boxMap(9, 7, { row, column }, value);

async function segmentationsOf(images: ReturnType<typeof stackOf>) {
  const { segmentations } = await makeSeriesReport({ ...writing, images });
  return segmentations.map((dataset) => writeDicomFile(dataset));
}

/** Rotations about two axes: any plane there is. */
function turned(alpha: number, beta: number): number[] {
  const [ca, sa, cb, sb] = [Math.cos(alpha), Math.sin(alpha), Math.cos(beta), Math.sin(beta)];
  return [ca, sa, 0, -sa * cb, ca * cb, sb];
}

describe("a written segmentation", () => {
  it("holds the mask that the map has above the threshold, for oblique and reversed stacks of any size", async () => {
    const size = fc.record({
      rows: fc.integer({ min: 3, max: 13 }),
      columns: fc.integer({ min: 3, max: 13 }),
    });
    await fc.assert(
      fc.asyncProperty(
        size.chain(({ rows, columns }) =>
          fc.record({
            rows: fc.constant(rows),
            columns: fc.constant(columns),
            maps: fc.array(
              fc.array(fc.constantFrom(0, 0, 0.5, 1.5, 3), {
                minLength: rows * columns,
                maxLength: rows * columns,
              }),
              { minLength: 1, maxLength: 4 },
            ),
          }),
        ),
        fc.double({ min: -3, max: 3, noNaN: true }),
        fc.double({ min: -3, max: 3, noNaN: true }),
        fc.constantFrom(-4.5, -1, 1, 3.25),
        async ({ rows, columns, maps }, alpha, beta, step) => {
          const orientation = turned(alpha, beta);
          const images = stackOf({
            rows,
            columns,
            orientation,
            step,
            maps: maps.map((map) => Float32Array.from(map)),
          });
          const read = (await segmentationsOf(images)).map((bytes) => readSegmentation(readDicomFile(bytes)));
          for (const { dataset, result } of images) {
            const map = result.maps.anomaly!;
            const expected = new Uint8Array(rows * columns);
            for (const members of connectedComponents((index) => map[index]! > 1, rows, columns)) {
              if (members.length >= 6) for (const index of members) expected[index] = 1;
            }
            const found = new Uint8Array(rows * columns);
            for (const { source, mask, plane } of read.flatMap(({ segments }) =>
              segments.flatMap(({ frames }) => frames),
            )) {
              if (source!.SOPInstanceUID !== dataset.SOPInstanceUID) continue;
              mask.forEach((value, index) => {
                // No pixel belongs to two segments.
                expect(value & found[index]!).toBe(0);
                found[index] = found[index]! | value;
              });
              const at = dataset.ImagePositionPatient as number[];
              for (const [axis, value] of plane!.position.entries()) expect(value).toBeCloseTo(at[axis]!, 9);
              for (const [axis, value] of [...plane!.rowCosines, ...plane!.columnCosines].entries())
                expect(value).toBeCloseTo(orientation[axis]!, 9);
            }
            expect(found).toEqual(expected);
          }
        },
      ),
      { numRuns: 25 },
    );
  });

  it("joins what overlaps from one image to the next, and parts what does not", async () => {
    const images = stackOf({ maps: [box(1, 1), box(2, 2), box(6, 4, 3)] });
    const { findings } = await makeSeriesReport({ ...writing, images });
    expect(findings.map(({ number, peak, slices }) => [number, peak, slices.length])).toEqual([
      [1, 3, 1],
      [2, 2, 2],
    ]);
    // 18 pixels of 0.9 x 0.8 mm, 3 mm apart.
    expect(findings[1]!.volumeMl).toBeCloseTo((18 * 0.72 * 3) / 1000, 12);
    expect(findings[0]!.volumeMl).toBeUndefined();
    expect(findings[0]!.areaMm2).toBeCloseTo(9 * 0.72, 12);
  });

  it("does not join across a gap, or images in one place", async () => {
    const maps = [box(1, 1), box(1, 1), box(1, 1)];
    const images = stackOf({ maps });
    const moved = images.map((image, index) => ({
      ...image,
      dataset: { ...image.dataset, ImagePositionPatient: [0, 0, [0, 3, 12][index]!] },
    }));
    const withGap = await makeSeriesReport({ ...writing, images: moved });
    expect(withGap.findings.map(({ slices }) => slices.length).sort()).toEqual([1, 2]);
    const inOnePlace = await makeSeriesReport({ ...writing, images: stackOf({ maps, step: 0 }) });
    expect(inOnePlace.findings.map(({ slices }) => slices.length)).toEqual([1, 1, 1]);
  });

  it("names the frame of a multi-frame source, and takes its geometry from the functional groups", async () => {
    const [first] = stackOf({ maps: [box(1, 1)] });
    const {
      ImagePositionPatient: _,
      ImageOrientationPatient: __,
      PixelSpacing: ___,
      ...rest
    } = first!.dataset;
    const dataset = {
      ...rest,
      NumberOfFrames: 2,
      SharedFunctionalGroupsSequence: [
        {
          PixelMeasuresSequence: [{ PixelSpacing: [0.5, 0.5], SliceThickness: 2 }],
          PlaneOrientationSequence: [{ ImageOrientationPatient: axial }],
        },
      ],
      PerFrameFunctionalGroupsSequence: [0, 2].map((z) => ({
        PlanePositionSequence: [{ ImagePositionPatient: [5, 6, z] }],
      })),
    };
    const images = [1, 2].map((frameNumber) => ({ dataset, frameNumber, result: resultOf(box(1, 1), 9, 7) }));
    const [bytes] = await segmentationsOf(images);
    const [segment] = readSegmentation(readDicomFile(bytes!)).segments;
    expect(segment!.frames.map(({ source, plane }) => [source!.frameNumber, plane!.position])).toEqual([
      [1, [5, 6, 0]],
      [2, [5, 6, 2]],
    ]);
  });

  it("is written for a radiograph, which has no place in the patient", async () => {
    const images = stackOf({ maps: [box(1, 1)] }).map(({ dataset, ...image }) => {
      const {
        FrameOfReferenceUID: _,
        ImagePositionPatient: __,
        ImageOrientationPatient: ___,
        ...rest
      } = dataset;
      return {
        ...image,
        dataset: { ...rest, Modality: "DX", SOPClassUID: "1.2.840.10008.5.1.4.1.1.1.1" },
      };
    });
    const [bytes] = await segmentationsOf(images);
    const { frameOfReferenceUID, segments } = readSegmentation(readDicomFile(bytes!));
    expect(frameOfReferenceUID).toBeUndefined();
    expect(segments[0]!.frames[0]!.plane).toBeUndefined();
    const { missing } = validator("dciodvfy");
    if (!missing) expect(inspect("dciodvfy", bytes!)).not.toMatch(/^Error/m);
  });

  it("is one for each size of image", async () => {
    const other = stackOf({ rows: 8, columns: 8, maps: [boxMap(8, 8, { row: 2, column: 2 })] });
    const images = [
      ...stackOf({ maps: [box(1, 1)] }),
      ...other.map((image) => ({ ...image, dataset: { ...image.dataset, SOPInstanceUID: "2.25.999" } })),
    ];
    const read = (await segmentationsOf(images)).map((bytes) => readSegmentation(readDicomFile(bytes)));
    expect(read.map(({ rows, columns }) => [rows, columns])).toEqual([
      [9, 7],
      [8, 8],
    ]);
  });

  const { missing, note } = validator("dciodvfy");
  it.skipIf(missing)(`has no error that dciodvfy finds${note}`, async () => {
    const orientation = turned(0.3, 0.4);
    const [bytes] = await segmentationsOf(stackOf({ orientation, maps: [box(1, 1), box(2, 2), box(6, 4)] }));
    const said = inspect("dciodvfy", bytes!);
    expect(said).toContain("Segmentation");
    expect(said).not.toMatch(/^(Error|Warning)/m);
  });

  const dcm2xml = validator("dcm2xml");
  it.skipIf(dcm2xml.missing)(
    `is read by dcm2xml, the patient's name in all its scripts${dcm2xml.note}`,
    async () => {
      const [bytes] = await segmentationsOf(stackOf({ maps: [box(1, 1)] }));
      const xml = inspect("dcm2xml", bytes!);
      expect(xml).toContain(">Doe^Jane=王^珍<");
      expect(xml).toContain(`Residua regions, brain-flair 0.2.0`);
      expect(xml).toContain("Not for diagnostic use");
    },
  );
});

describe("reading a segmentation", () => {
  it("refuses another kind of object and one that ends early, by name", async () => {
    const images = stackOf({ maps: [box(1, 1)] });
    const { segmentations, structuredReport } = await makeSeriesReport({ ...writing, images });
    const [dataset] = segmentations;
    expect(() => readSegmentation(structuredReport)).toThrow("it is no Segmentation");
    expect(() => readSegmentation({ ...dataset, SegmentationType: "FRACTIONAL" })).toThrow("fractional");
    expect(() => readSegmentation({ ...dataset, PixelData: new ArrayBuffer(2) })).toThrow("ends early");
    expect(() =>
      readSegmentation({ ...dataset, PixelData: [new ArrayBuffer(2), new ArrayBuffer(2)] }),
    ).toThrow("compressed");
  });
});
