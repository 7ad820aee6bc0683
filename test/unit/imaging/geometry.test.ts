import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyAffine, invertAffine } from "../../../src/imaging/affine.ts";
import { createFrame } from "../../../src/imaging/create-frame.ts";
import type { Frame, Vector3 } from "../../../src/imaging/frame.ts";
import { imageToPatient } from "../../../src/imaging/patient-space.ts";
import { planeOf } from "../../../src/imaging/plane.ts";
import { prepare } from "../../../src/imaging/prepare.ts";
import { brainSteps, chestSteps, modelSize } from "./frames.ts";

/** Direction cosines of an image turned about all three axes of the patient. */
function turned(a: number, b: number, c: number): number[] {
  const [ca, sa, cb, sb, cc, sc] = [
    Math.cos(a),
    Math.sin(a),
    Math.cos(b),
    Math.sin(b),
    Math.cos(c),
    Math.sin(c),
  ];
  return [ca * cb, sa * cb, -sb, ca * sb * sc - sa * cc, sa * sb * sc + ca * cc, cb * sc];
}

const angle = fc.double({ min: -3.1, max: 3.1, noNaN: true });
const pitch = fc.double({ min: 0.4, max: 2.5, noNaN: true });
const small = fc.integer({ min: 8, max: 300 });
const shape = fc
  .record({
    rows: small,
    columns: small,
    spacing: fc.record({ row: pitch, column: pitch }),
    angles: fc.tuple(angle, angle, angle),
    centre: fc.tuple(
      fc.double({ min: 0.35, max: 0.65, noNaN: true }),
      fc.double({ min: 0.35, max: 0.65, noNaN: true }),
    ),
    chest: fc.boolean(),
    cropRows: fc.integer({ min: 40, max: 160 }),
    cropColumns: fc.integer({ min: 40, max: 160 }),
  })
  // A strip is not an image: below two or three pixels across, the opening leaves no foreground.
  .filter(({ rows, columns, spacing }) => {
    const aspect = (rows * spacing.row) / (columns * spacing.column);
    return aspect > 1 / 16 && aspect < 16;
  });
type Shape = typeof shape extends fc.Arbitrary<infer T> ? T : never;

/** An image with a bright block and, inside it, one brighter spot that can be found again. */
function scene({ rows, columns, spacing, angles, centre }: Shape): {
  frame: Frame;
  spot: { row: number; column: number };
} {
  const pixels = new Float32Array(rows * columns);
  const [top, bottom] = [Math.round(rows * 0.15), Math.round(rows * 0.85)];
  const [left, right] = [Math.round(columns * 0.15), Math.round(columns * 0.85)];
  for (let r = top; r < bottom; r++) pixels.fill(100, r * columns + left, r * columns + right);
  const spot = { row: centre[0] * (rows - 1), column: centre[1] * (columns - 1) };
  // Linear flanks a tenth of the image wide: their centre of mass survives averaging.
  const reachRow = Math.max(2, rows * 0.1);
  const reachColumn = Math.max(2, columns * 0.1);
  for (let r = top; r < bottom; r++) {
    for (let c = left; c < right; c++) {
      const y = Math.max(0, 1 - Math.abs(r - spot.row) / reachRow);
      const x = Math.max(0, 1 - Math.abs(c - spot.column) / reachColumn);
      pixels[r * columns + c]! += 100 * x * y;
    }
  }
  const frame = createFrame({
    pixels,
    rows,
    columns,
    spacing,
    photometricInterpretation: "MONOCHROME2",
    imageOrientationPatient: turned(...angles),
    imagePositionPatient: [-100, -80, 12],
    SOPInstanceUID: "2.25.3",
  });
  return { frame, spot };
}

function stepsFor({ chest, cropRows, cropColumns }: Shape) {
  if (chest) return chestSteps;
  return brainSteps.map((step) =>
    step.step === "crop" ? { ...step, rows: cropRows, columns: cropColumns } : step,
  );
}

function distance(a: Vector3, b: Vector3): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

function checkRoundTrip(options: Shape): void {
  const { frame } = scene(options);
  const { affine } = prepare(frame, stepsFor(options), modelSize);
  const back = invertAffine(affine);
  for (const point of [
    { row: 0, column: 0 },
    { row: 63.5, column: 63.5 },
    { row: 127, column: 31 },
  ]) {
    const there = applyAffine(affine, point);
    const again = applyAffine(back, there);
    expect(Math.abs(again.row - point.row)).toBeLessThan(1e-6);
    expect(Math.abs(again.column - point.column)).toBeLessThan(1e-6);
    // The patient's millimetres agree with the pixels' spacing along either axis.
    const here = imageToPatient(frame, there)!;
    const next = imageToPatient(frame, { row: there.row + affine.scaleRow, column: there.column })!;
    expect(distance(here, next)).toBeCloseTo(affine.scaleRow * options.spacing.row, 6);
  }
}

/** Centre of mass of what is brighter than the block around it. */
function findSpot(pixels: Float32Array, mask: Uint8Array, width: number): { row: number; column: number } {
  const highest = pixels.reduce((high, x) => Math.max(high, x), 0);
  const inside = pixels.filter((_, i) => mask[i] === 1).sort();
  const block = inside[Math.floor(inside.length * 0.4)]!;
  const threshold = block + (highest - block) * 0.3;
  let mass = 0;
  let row = 0;
  let column = 0;
  pixels.forEach((x, i) => {
    const weight = Math.max(0, x - threshold);
    mass += weight;
    row += weight * Math.floor(i / width);
    column += weight * (i % width);
  });
  return { row: row / mass, column: column / mass };
}

describe("model space and image space", () => {
  it("come back to the same point, whatever the size, spacing, orientation and crop", () => {
    fc.assert(fc.property(shape, checkRoundTrip), { numRuns: 60 });
  });

  it.each([
    [4096, 4096],
    [4096, 1500],
    [1200, 4096],
  ])("come back to the same point at %i x %i", (rows, columns) => {
    checkRoundTrip({
      rows,
      columns,
      spacing: { row: 0.5, column: 0.7 },
      angles: [0.1, 0.2, 0.3],
      centre: [0.5, 0.5],
      chest: false,
      cropRows: 120,
      cropColumns: 100,
    });
  });

  it("put the resampled pixels where the affine says, within half a pixel", () => {
    const check = (options: Shape) => {
      const { frame, spot } = scene(options);
      const { pixels, mask, affine, width } = prepare(
        frame,
        [
          ...stepsFor({ ...options, chest: false }).slice(0, 2),
          { step: "percentileScale", lower: 0, upper: 100 },
        ],
        modelSize,
      );
      const found = applyAffine(affine, findSpot(pixels, mask, width));
      // Half of the coarser grid's pixel: nothing finer is in the data.
      expect(Math.abs(found.row - spot.row)).toBeLessThan(0.5 * Math.max(1, affine.scaleRow));
      expect(Math.abs(found.column - spot.column)).toBeLessThan(0.5 * Math.max(1, affine.scaleColumn));
    };
    fc.assert(fc.property(shape, check), { numRuns: 60 });
    fc.assert(
      fc.property(fc.integer({ min: 2000, max: 4096 }), shape, (side, options) =>
        check({ ...options, rows: side, columns: 4096, spacing: { row: 0.3, column: 0.2 } }),
      ),
      { numRuns: 2 },
    );
  }, 30_000);
});

describe("imageToPatient", () => {
  it("follows DICOM's equation", () => {
    const frame = createFrame({
      pixels: new Uint8Array(64),
      rows: 8,
      columns: 8,
      spacing: { row: 2, column: 0.5 },
      photometricInterpretation: "MONOCHROME2",
      imageOrientationPatient: [0, 1, 0, 0, 0, -1],
      imagePositionPatient: [10, 20, 30],
      SOPInstanceUID: "2.25.3",
    });
    expect(imageToPatient(frame, { column: 4, row: 3 })).toEqual([10, 22, 24]);
    expect(imageToPatient({ spacing: frame.spacing! }, { column: 4, row: 3 })).toBeUndefined();
  });
});

describe("planeOf", () => {
  const plane = (cosines: readonly number[]) => ({
    plane: {
      position: [0, 0, 0] as const,
      rowCosines: [cosines[0]!, cosines[1]!, cosines[2]!] as const,
      columnCosines: [cosines[3]!, cosines[4]!, cosines[5]!] as const,
    },
  });

  it("names the three planes, also upside down and tilted", () => {
    expect(planeOf(plane([1, 0, 0, 0, 1, 0]))).toBe("axial");
    expect(planeOf(plane([-1, 0, 0, 0, 1, 0]))).toBe("axial");
    expect(planeOf(plane([1, 0, 0, 0, 0.99096, 0.134158]))).toBe("axial");
    expect(planeOf(plane([1, 0, 0, 0, 0, -1]))).toBe("coronal");
    expect(planeOf(plane([0, 1, 0, 0, 0, -1]))).toBe("sagittal");
    expect(planeOf({})).toBe("unknown");
  });

  it("calls what is tilted further oblique", () => {
    const tilted = (degrees: number) => {
      const radians = (degrees * Math.PI) / 180;
      return plane([1, 0, 0, 0, Math.cos(radians), Math.sin(radians)]);
    };
    expect(planeOf(tilted(29))).toBe("axial");
    expect(planeOf(tilted(45))).toBe("oblique");
    expect(planeOf(tilted(61))).toBe("coronal");
    expect(planeOf(tilted(20), 10)).toBe("oblique");
  });
});
