import { describe, expect, it } from "vitest";
import { type DicomDataset, items, numbers } from "../../../src/report/dataset.ts";
import { readDicomFile, writeDicomFile } from "../../../src/report/dicom-file.ts";
import { readSegmentation } from "../../../src/report/reading/read-segmentation.ts";
import type { ReportImage } from "../../../src/report/report-image.ts";
import { makeSeriesReport } from "../../../src/report/series-report.ts";
import { axial, resultOf, stackOf, writing } from "./fixtures.ts";

type Point = readonly number[];

const [rows, columns, slices] = [24, 20, 7];
const step = 3.5;
const spacing = [0.9, 0.7] as const;

/** Rotated about two axes by angles that no scanner would choose. */
function oblique(): number[] {
  const [ca, sa, cb, sb] = [Math.cos(0.35), Math.sin(0.35), Math.cos(-0.6), Math.sin(-0.6)];
  return [ca, sa, 0, -sa * cb, ca * cb, sb];
}

/** A lesion of the patient, not of a grid: an ellipsoid, askew, mm. */
function isInLesion([x = 0, y = 0, z = 0]: Point, [cx = 0, cy = 0, cz = 0]: Point): boolean {
  const [dx, dy, dz] = [x - cx, y - cy, z - cz];
  return ((dx + 0.3 * dy) / 4.2) ** 2 + (dy / 5.1) ** 2 + ((dz - 0.2 * dx) / 8.5) ** 2 < 1;
}

function place(
  position: Point,
  orientation: Point,
  [rowSpacing, columnSpacing]: Point,
  row: number,
  column: number,
): Point {
  return [0, 1, 2].map(
    (axis) =>
      position[axis]! +
      column * columnSpacing! * orientation[axis]! +
      row * rowSpacing! * orientation[3 + axis]!,
  );
}

const keyOf = (point: Point) => point.map((mm) => (Math.round(mm * 100) / 100 + 0).toFixed(2)).join(" ");

/** A stack with the lesion at its middle, and where in the patient it is. */
function implanted(orientation: number[], mmPerSlice: number): { images: ReportImage[]; truth: Set<string> } {
  const empty = Array.from({ length: slices }, () => new Float32Array(rows * columns));
  const stack = stackOf({ rows, columns, maps: empty, orientation, step: mmPerSlice, spacing });
  const middle = stack[Math.floor(slices / 2)]!.dataset;
  const centre = place(middle.ImagePositionPatient as number[], orientation, spacing, rows / 2, columns / 2);
  const truth = new Set<string>();
  const images = stack.map((image) => {
    const map = new Float32Array(rows * columns);
    for (let index = 0; index < map.length; index++) {
      const at = place(
        image.dataset.ImagePositionPatient as number[],
        orientation,
        spacing,
        Math.floor(index / columns),
        index % columns,
      );
      if (!isInLesion(at, centre)) continue;
      map[index] = 2;
      truth.add(keyOf(at));
    }
    return { ...image, result: resultOf(map, rows, columns) };
  });
  return { images, truth };
}

/** The same as one file of many frames, in an order that is not that of their places. */
function asMultiFrame(images: readonly ReportImage[]): ReportImage[] {
  const order = images.map((_, index) => (index * 3) % images.length);
  const {
    ImagePositionPatient: _,
    ImageOrientationPatient: orientation,
    PixelSpacing: mm,
    ...rest
  } = images[0]!.dataset;
  const dataset = {
    ...rest,
    SOPClassUID: "1.2.840.10008.5.1.4.1.1.4.1",
    NumberOfFrames: images.length,
    SharedFunctionalGroupsSequence: [
      {
        PixelMeasuresSequence: [{ PixelSpacing: mm, SliceThickness: step }],
        PlaneOrientationSequence: [{ ImageOrientationPatient: orientation }],
      },
    ],
    PerFrameFunctionalGroupsSequence: order.map((index) => ({
      PlanePositionSequence: [{ ImagePositionPatient: images[index]!.dataset.ImagePositionPatient }],
    })),
  };
  return order.map((index, frame) => ({ dataset, frameNumber: frame + 1, result: images[index]!.result }));
}

/** Where the masks lie by what the file says itself, without a look at the source. */
function placesOf(dataset: DicomDataset): Set<string> {
  const shared = items(dataset, "SharedFunctionalGroupsSequence")[0];
  const measures = items(shared, "PixelMeasuresSequence")[0];
  const mm = numbers(measures, "PixelSpacing", 2)!;
  const orientation = numbers(items(shared, "PlaneOrientationSequence")[0], "ImageOrientationPatient", 6)!;
  const width = Number(dataset.Columns);
  const frameBits = Number(dataset.Rows) * width;
  const bytes = new Uint8Array([dataset.PixelData].flat()[0] as ArrayBuffer);
  const found = new Set<string>();
  items(dataset, "PerFrameFunctionalGroupsSequence").forEach((group, frame) => {
    const position = numbers(items(group, "PlanePositionSequence")[0], "ImagePositionPatient", 3)!;
    for (let index = 0; index < frameBits; index++) {
      const bit = frame * frameBits + index;
      if (((bytes[bit >> 3]! >> (bit & 7)) & 1) === 0) continue;
      found.add(keyOf(place(position, orientation, mm, Math.floor(index / width), index % width)));
    }
  });
  return found;
}

function dice(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const both = [...a].filter((key) => b.has(key)).length;
  return (2 * both) / (a.size + b.size);
}

describe("the segmentation of an implanted lesion, in patient space", () => {
  const sources = [
    ["axial", axial, step],
    ["reversed", axial, -step],
    ["oblique", oblique(), step],
    ["oblique and reversed", oblique(), -step],
  ] as const;
  for (const [name, orientation, mmPerSlice] of sources) {
    for (const isMultiFrame of [false, true]) {
      it(`has a Dice of 1 with the lesion: ${name}${isMultiFrame ? ", enhanced multi-frame" : ""}`, async () => {
        const { images, truth } = implanted([...orientation], mmPerSlice);
        expect(truth.size).toBeGreaterThan(200);
        const report = await makeSeriesReport({
          ...writing,
          images: isMultiFrame ? asMultiFrame(images) : images,
          withLabelmaps: true,
        });
        expect(report.segmentations).toHaveLength(1);
        const written = readDicomFile(writeDicomFile(report.segmentations[0]!));
        expect(dice(placesOf(written), truth)).toBe(1);
        const [label] = readSegmentation(readDicomFile(writeDicomFile(report.labelmaps[0]!))).segments;
        const labelled = new Set(
          label!.frames.flatMap(({ mask, plane }) =>
            [...mask.keys()]
              .filter((index) => mask[index] === 1)
              .map((index) =>
                keyOf(
                  place(
                    plane!.position,
                    [...plane!.rowCosines, ...plane!.columnCosines],
                    spacing,
                    Math.floor(index / columns),
                    index % columns,
                  ),
                ),
              ),
          ),
        );
        expect(dice(labelled, truth)).toBe(1);
        // Joined through all slices, also where the frames come in another order.
        expect(report.findings).toHaveLength(1);
        expect(report.findings[0]!.volumeMl).toBeCloseTo((truth.size * 0.9 * 0.7 * step) / 1000, 6);
      });
    }
  }
});
