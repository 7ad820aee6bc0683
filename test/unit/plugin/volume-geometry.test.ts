import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Point3 } from "../../../plugin/cornerstone/host.ts";
import type { Attributes } from "../../../plugin/cornerstone/read-tags.ts";
import { modelPlane, pixelToWorld } from "../../../plugin/cornerstone/slice-geometry.ts";
import {
  nearestSlice,
  planeOfSlice,
  requirePlacedSlices,
  type VolumeGeometry,
  voxelToWorld,
  worldToVoxel,
} from "../../../plugin/cornerstone/volume-geometry.ts";
import { ViewportError } from "../../../src/errors/index.ts";
import { applyAffine } from "../../../src/imaging/affine.ts";

const real = (min: number, max: number) => fc.double({ min, max, noNaN: true });

/** Any volume, by turning about two axes; `mirrored` stacks its slices against the cross product of their axes. */
const geometries: fc.Arbitrary<VolumeGeometry> = fc
  .record({
    a: real(-Math.PI, Math.PI),
    b: real(-Math.PI, Math.PI),
    side: fc.constantFrom(1, -1),
    origin: fc.tuple(real(-500, 500), real(-500, 500), real(-500, 500)),
    columnSpacing: real(0.1, 5),
    rowSpacing: real(0.1, 5),
    sliceSpacing: real(0.3, 10),
    columns: fc.integer({ min: 8, max: 1024 }),
    rows: fc.integer({ min: 8, max: 1024 }),
    slices: fc.integer({ min: 2, max: 400 }),
  })
  .map(({ a, b, side, ...rest }) => {
    const normal = [Math.sin(a) * Math.sin(b), -Math.cos(a) * Math.sin(b), Math.cos(b)] as const;
    return {
      ...rest,
      rowCosines: [Math.cos(a), Math.sin(a), 0],
      columnCosines: [-Math.sin(a) * Math.cos(b), Math.cos(a) * Math.cos(b), Math.sin(b)],
      normal: [side * normal[0], side * normal[1], side * normal[2]],
    };
  });

const share = real(0, 1);

function planes(geometry: VolumeGeometry, moved: (slice: number) => Point3 = () => [0, 0, 0]): Attributes[] {
  return Array.from({ length: geometry.slices }, (_, slice) => {
    const { origin } = planeOfSlice(geometry, slice);
    const [x, y, z] = moved(slice);
    return {
      imagePositionPatient: [origin[0] + x, origin[1] + y, origin[2] + z],
      imageOrientationPatient: [...geometry.rowCosines, ...geometry.columnCosines],
    };
  });
}

const scaled = (vector: Point3, by: number): Point3 => [vector[0] * by, vector[1] * by, vector[2] * by];

function reasonOf(geometry: VolumeGeometry, all: readonly Attributes[]): unknown {
  try {
    requirePlacedSlices(geometry, all);
  } catch (error) {
    expect(error).toBeInstanceOf(ViewportError);
    return (error as ViewportError).details.reason;
  }
  return undefined;
}

describe("where a volume's voxels lie", () => {
  it("leads from the patient to the voxel and back", () => {
    fc.assert(
      fc.property(geometries, share, share, share, (geometry, c, r, s) => {
        const voxel: Point3 = [c * geometry.columns, r * geometry.rows, s * geometry.slices];
        const back = worldToVoxel(geometry, voxelToWorld(geometry, voxel));
        for (const axis of [0, 1, 2] as const) expect(Math.abs(back[axis] - voxel[axis])).toBeLessThan(1e-7);
      }),
    );
  });

  it("puts a point of a slice's map where the slice has it in the patient", () => {
    const affines = fc.record({
      scaleColumn: real(0.05, 8),
      scaleRow: real(0.05, 8),
      offsetColumn: real(-50, 200),
      offsetRow: real(-50, 200),
    });
    fc.assert(
      fc.property(geometries, share, affines, share, share, (geometry, s, affine, x, y) => {
        const slice = Math.floor(s * (geometry.slices - 1));
        const mapPoint = { column: 127 * x, row: 127 * y };
        const inPatient = pixelToWorld(modelPlane(planeOfSlice(geometry, slice), affine, 128, 128), mapPoint);
        const [column, row, depth] = worldToVoxel(geometry, inPatient);
        const expected = applyAffine(affine, mapPoint);
        expect(Math.abs(column - expected.column)).toBeLessThan(1e-6);
        expect(Math.abs(row - expected.row)).toBeLessThan(1e-6);
        expect(Math.abs(depth - slice)).toBeLessThan(1e-6);
        expect(nearestSlice(geometry, inPatient)).toBe(slice);
      }),
    );
  });
});

describe("slices that lie where the volume has them", () => {
  it("are taken, in any orientation and order, with rounded positions too", () => {
    fc.assert(
      fc.property(geometries, real(-0.05, 0.05), (geometry, error) => {
        const shift = scaled(geometry.normal, error * geometry.sliceSpacing);
        expect(reasonOf(geometry, planes(geometry))).toBeUndefined();
        expect(
          reasonOf(
            geometry,
            planes(geometry, (slice) => (slice % 2 ? shift : [0, 0, 0])),
          ),
        ).toBeUndefined();
      }),
    );
  });

  it("are refused with the angle where the gantry was tilted", () => {
    fc.assert(
      fc.property(geometries, fc.integer({ min: 5, max: 30 }), (geometry, degrees) => {
        const rise = Math.tan((degrees * Math.PI) / 180) * geometry.sliceSpacing;
        fc.pre(rise * (geometry.slices - 1) > 1.01 * geometry.rowSpacing);
        const tilted = planes(geometry, (slice) => scaled(geometry.columnCosines, slice * rise));
        expect(reasonOf(geometry, tilted)).toBe("tilted");
        try {
          requirePlacedSlices(geometry, tilted);
        } catch (error) {
          expect((error as ViewportError).details.degrees).toBe(degrees);
        }
      }),
    );
  });

  it("are refused where one is missing or lies elsewhere", () => {
    fc.assert(
      fc.property(geometries, share, real(0.2, 3), (geometry, s, gap) => {
        const from = 1 + Math.floor(s * (geometry.slices - 2));
        const shift = scaled(geometry.normal, gap * geometry.sliceSpacing);
        const all = planes(geometry, (slice) => (slice >= from ? shift : [0, 0, 0]));
        expect(reasonOf(geometry, all)).toBe("irregular");
      }),
    );
  });

  const some: VolumeGeometry = {
    origin: [0, 0, 0],
    rowCosines: [1, 0, 0],
    columnCosines: [0, 1, 0],
    normal: [0, 0, 1],
    columnSpacing: 1,
    rowSpacing: 1,
    sliceSpacing: 3,
    columns: 64,
    rows: 64,
    slices: 6,
  };

  it("are refused where they are turned against each other, unplaced, or not the series' own", () => {
    const good = planes(some);
    const turned = { ...good[3], imageOrientationPatient: [0, 1, 0, -1, 0, 0] };
    expect(reasonOf(some, good.with(3, turned))).toBe("turned");
    expect(reasonOf(some, good.with(3, {}))).toBe("unplaced");
    expect(reasonOf(some, good.slice(1))).toBe("resampled");
  });
});
