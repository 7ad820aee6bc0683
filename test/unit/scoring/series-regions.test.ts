import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Affine, applyAffine } from "../../../src/imaging/affine.ts";
import type { FramePlane, Vector3 } from "../../../src/imaging/frame.ts";
import { imageToPatient } from "../../../src/imaging/patient-space.ts";
import { findRegions } from "../../../src/scoring/regions.ts";
import { joinRegions, type SeriesSlice } from "../../../src/scoring/series-regions.ts";
import { type FrameFacts, sliceFindings } from "../../../src/scoring/slice-findings.ts";
import { stackSlices } from "../../../src/scoring/slice-stack.ts";

const [height, width] = [64, 56];
const add = (a: Vector3, b: Vector3, factor = 1): Vector3 => [
  a[0] + factor * b[0],
  a[1] + factor * b[1],
  a[2] + factor * b[2],
];

/** Rotations about x, then about z; columns are the rows', the columns' and the normal's directions. */
function directions(tilt: number, turn: number) {
  const [c, s, C, S] = [Math.cos(tilt), Math.sin(tilt), Math.cos(turn), Math.sin(turn)];
  return {
    rowCosines: [C, S, 0] as Vector3,
    columnCosines: [-S * c, C * c, s] as Vector3,
    normal: [S * s, -C * s, c] as Vector3,
  };
}

interface Shape {
  readonly centre: Vector3;
  readonly radii: Vector3;
  readonly height: number;
}

interface Layout {
  readonly tilt?: number;
  readonly turn?: number;
  /** Gaps between the slices along their normal, mm. */
  readonly gaps: readonly number[];
  /** mm to the side that each slice moves besides, as with a tilted gantry. */
  readonly shear?: number;
  /** Which crop and stretch each slice's model grid has: differs by slice. */
  readonly crops?: boolean;
}

const spacing = { row: 0.9, column: 1.1 };

/** A stack through ellipsoids in the patient, with the middle of its volume at 0; each shape is as hot as `height`. */
function stackOf(shapes: readonly Shape[], layout: Layout): SeriesSlice[] {
  const { tilt = 0, turn = 0, gaps, shear = 0, crops = true } = layout;
  const { rowCosines, columnCosines, normal } = directions(tilt, turn);
  const total = gaps.reduce((sum, gap) => sum + gap, 0);
  let at = -total / 2;
  return Array.from({ length: gaps.length + 1 }, (_, slice) => {
    const centre = add(add([0, 0, 0], normal, at), columnCosines, shear * at);
    const plane: FramePlane = {
      position: add(add(centre, rowCosines, -60 * spacing.column), columnCosines, -60 * spacing.row),
      rowCosines,
      columnCosines,
    };
    at += gaps[slice] ?? 0;
    const shift = crops ? slice % 3 : 0;
    const affine = {
      scaleColumn: 1.6 + 0.05 * shift,
      scaleRow: 1.5 - 0.04 * shift,
      offsetColumn: 60 - (width / 2) * 1.6 - 1.3 * shift,
      offsetRow: 60 - (height / 2) * 1.5 + 0.7 * shift,
    };
    const facts: FrameFacts = { SOPInstanceUID: `2.25.${slice}`, frameNumber: 1, spacing, plane };
    const anomaly = new Float32Array(height * width);
    for (let index = 0; index < anomaly.length; index++) {
      const pixel = applyAffine(affine, { column: index % width, row: Math.floor(index / width) });
      const point = imageToPatient(facts, pixel)!;
      for (const shape of shapes) {
        const depth = distance(point, shape);
        if (depth < 1) anomaly[index] = shape.height - 0.1 * depth;
      }
    }
    return { findings: sliceFindings(facts, resultOf(anomaly, affine)) };
  });
}

function distance([x, y, z]: Vector3, { centre, radii }: Shape): number {
  const [a, b, c] = [(x - centre[0]) / radii[0], (y - centre[1]) / radii[1], (z - centre[2]) / radii[2]];
  return Math.sqrt(a * a + b * b + c * c);
}

function resultOf(anomaly: Float32Array, affine: Affine) {
  return {
    model: { id: "m", version: "1.0.0", sha256: "a".repeat(64) },
    applicability: { outcome: "applies", reasons: [] },
    height,
    width,
    affine,
    maps: { anomaly },
    scores: {},
    klPerDimension: new Float32Array(0),
    regions: findRegions({ map: anomaly, height, width, affine, spacing, threshold: 0.5 }),
    threshold: 0.5,
  } as Parameters<typeof sliceFindings>[1];
}

const ellipsoidMl = ({ radii: [a, b, c] }: Shape) => ((4 / 3) * Math.PI * a * b * c) / 1000;
const ball: Shape = { centre: [4, -6, 2], radii: [14, 11, 16], height: 3 };
const even = (count: number, gap: number) => Array.from({ length: count - 1 }, () => gap);

describe("the volume of a known ellipsoid", () => {
  const gapArrays = fc.array(fc.double({ min: 1.5, max: 3.5, noNaN: true }), {
    minLength: 24,
    maxLength: 30,
  });

  it("is right in oblique, tilted and irregular stacks, each slice cropped in its own way", () => {
    fc.assert(
      fc.property(
        gapArrays,
        fc.double({ min: -1.2, max: 1.2, noNaN: true }),
        fc.double({ min: -3, max: 3, noNaN: true }),
        fc.double({ min: -0.3, max: 0.3, noNaN: true }),
        (gaps, tilt, turn, shear) => {
          const { regions, problem } = joinRegions(stackOf([ball], { gaps, tilt, turn, shear }));
          expect(problem).toBeUndefined();
          expect(regions).toHaveLength(1);
          const error = regions[0]!.volumeMl! / ellipsoidMl(ball) - 1;
          expect(Math.abs(error)).toBeLessThan(0.06);
        },
      ),
      { numRuns: 12 },
    );
  });

  it("does not depend on the order of the slices", () => {
    const small: Shape = { centre: [-24, 14, -12], radii: [7, 8, 6], height: 2 };
    const slices = stackOf([ball, small], { gaps: even(25, 2.5), tilt: 0.5, turn: 1 });
    const inOrder = joinRegions(slices);
    expect(inOrder.regions).toHaveLength(2);
    const places = fc.shuffledSubarray([...slices.keys()], { minLength: slices.length });
    fc.assert(
      fc.property(places, (order) => {
        const { regions } = joinRegions(order.map((index) => slices[index]!));
        regions.forEach((region, index) => {
          const same = inOrder.regions[index]!;
          expect(region.volumeMl).toBeCloseTo(same.volumeMl!, 9);
          expect(region.peak).toBe(same.peak);
          expect(region.parts.map(({ slice }) => order[slice]).sort()).toEqual(
            same.parts.map(({ slice }) => slice).sort(),
          );
        });
      }),
      { numRuns: 10 },
    );
  });

  it("finds its peak where the ellipsoid's centre is", () => {
    const [region] = joinRegions(stackOf([ball], { gaps: even(27, 2.2), tilt: 0.8, turn: -2 })).regions;
    const away = add(region!.peakPosition!, ball.centre, -1);
    expect(Math.hypot(...away)).toBeLessThan(2.5);
  });
});

describe("joinRegions", () => {
  it("sorts by peak, and keeps apart what does not touch", () => {
    const near: Shape = { centre: [-20, 20, 0], radii: [10, 10, 10], height: 5 };
    const { regions } = joinRegions(stackOf([ball, near], { gaps: even(25, 2.5) }));
    expect(regions.map(({ id }) => id)).toEqual([1, 2]);
    expect(regions[0]!.peak).toBeGreaterThan(4.5);
    expect(regions[0]!.volumeMl! / ellipsoidMl(near)).toBeCloseTo(1, 1);
    expect(regions[1]!.volumeMl! / ellipsoidMl(ball)).toBeCloseTo(1, 1);
  });

  it("joins two parts of one slice that meet in another", () => {
    const arch: Shape[] = [
      { centre: [-14, 0, 0], radii: [7, 7, 14], height: 2 },
      { centre: [14, 0, 0], radii: [7, 7, 14], height: 2 },
      { centre: [0, 0, 9], radii: [20, 6, 5], height: 2 },
    ];
    const { regions } = joinRegions(stackOf(arch, { gaps: even(17, 2) }));
    expect(regions).toHaveLength(1);
    const slices = regions[0]!.parts.map(({ slice }) => slice);
    expect(new Set(slices).size).toBeLessThan(slices.length);
  });

  it("joins nothing across a slice without a result, nor across a gap in the data", () => {
    const slices = stackOf([ball], { gaps: even(25, 2.5) });
    const plane = slices[12]!.findings!.plane;
    const unknown = slices.map((slice, index) => (index === 12 ? { plane } : slice));
    expect(joinRegions(unknown).regions).toHaveLength(2);
    const missing = slices.filter((_, index) => index < 12 || index > 13);
    expect(joinRegions(missing).regions).toHaveLength(2);
  });

  it.each([
    ["single", (slices: SeriesSlice[]) => slices.slice(12, 13)],
    ["same-place", (slices: SeriesSlice[]) => [...slices, slices[12]!]],
    ["position-unknown", (slices: SeriesSlice[]) => [...slices, {}]],
    ["not-parallel", (slices: SeriesSlice[]) => [...slices, ...stackOf([], { gaps: [1], tilt: 0.1 })]],
  ])("lists each slice's regions without a volume where there is no stack: %s", (problem, change) => {
    const slices = change(stackOf([ball], { gaps: even(25, 2.5) }));
    const joined = joinRegions(slices);
    expect(joined.problem).toBe(problem);
    expect(joined.regions).toHaveLength(slices.flatMap(({ findings }) => findings?.regions ?? []).length);
    expect(joined.regions[0]).not.toHaveProperty("volumeMl");
    expect(joined.regions[0]!.largestAreaMm2).toBeGreaterThan(100);
  });

  it("has no measure in mm where the spacing is not known", () => {
    const slices = stackOf([ball], { gaps: even(9, 2.5) }).map(({ findings }) => {
      const { spacing: _, regions, ...rest } = findings!;
      return { findings: { ...rest, regions: regions.map(({ areaMm2: _area, ...region }) => region) } };
    });
    const [region] = joinRegions(slices).regions;
    expect(region).not.toHaveProperty("volumeMl");
    expect(region).not.toHaveProperty("largestAreaMm2");
  });
});

describe("stackSlices", () => {
  const at = (z: number): FramePlane => ({
    position: [0, 0, z],
    rowCosines: [1, 0, 0],
    columnCosines: [0, 1, 0],
  });

  it("lets each slice stand for half the way to its neighbours, and the last for as much on either side", () => {
    expect(stackSlices([at(10), at(0), at(4)])).toEqual({
      order: [1, 2, 0],
      thickness: [6, 4, 5],
      adjacent: [true, true],
    });
  });

  it("does not let slices beside a gap in the data fill it", () => {
    expect(stackSlices([at(0), at(2), at(4), at(20), at(22)])).toMatchObject({
      thickness: [2, 2, 2, 2, 2],
      adjacent: [true, true, false, true],
    });
  });
});
