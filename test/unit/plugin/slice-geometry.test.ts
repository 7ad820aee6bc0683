import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Point2, Point3 } from "../../../plugin/cornerstone/host.ts";
import {
  canvasTransform,
  modelPlane,
  pixelToWorld,
  type SlicePlane,
  toCanvas,
} from "../../../plugin/cornerstone/slice-geometry.ts";
import { type Affine, applyAffine } from "../../../src/imaging/affine.ts";

const real = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const point = fc.record({ column: real(-10, 5000), row: real(-10, 5000) });

/** Any plane, by turning about two axes. */
const planes: fc.Arbitrary<SlicePlane> = fc
  .record({
    a: real(-Math.PI, Math.PI),
    b: real(-Math.PI, Math.PI),
    origin: fc.tuple(real(-500, 500), real(-500, 500), real(-500, 500)),
    columnSpacing: real(0.05, 8),
    rowSpacing: real(0.05, 8),
    columns: fc.integer({ min: 8, max: 4096 }),
    rows: fc.integer({ min: 8, max: 4096 }),
  })
  .map(({ a, b, ...rest }) => ({
    ...rest,
    rowCosines: [Math.cos(a), Math.sin(a), 0],
    columnCosines: [-Math.sin(a) * Math.cos(b), Math.cos(a) * Math.cos(b), Math.sin(b)],
    normal: [Math.sin(a) * Math.sin(b), -Math.cos(a) * Math.sin(b), Math.cos(b)],
  }));

const affines: fc.Arbitrary<Affine> = fc.record({
  scaleColumn: real(0.05, 40),
  scaleRow: real(0.05, 40),
  offsetColumn: real(-50, 2000),
  offsetRow: real(-50, 2000),
});

describe("where the model's pixels lie", () => {
  it("is where the affine puts them in the image", () => {
    fc.assert(
      fc.property(planes, affines, point, (plane, affine, modelPoint) => {
        const direct = pixelToWorld(modelPlane(plane, affine, 128, 128), modelPoint);
        const throughImage = pixelToWorld(plane, applyAffine(affine, modelPoint));
        for (const axis of [0, 1, 2] as const) {
          const tolerance = 1e-9 * Math.max(1, Math.abs(throughImage[axis]));
          expect(Math.abs(direct[axis] - throughImage[axis])).toBeLessThan(tolerance * 100);
        }
      }),
    );
  });
});

describe("canvasTransform", () => {
  it("agrees with the viewport at every pixel, under any rotation, zoom, pan and flip", () => {
    fc.assert(
      fc.property(
        planes,
        point,
        real(-Math.PI, Math.PI),
        real(0.1, 20),
        fc.boolean(),
        (plane, pixel, angle, zoom, flip) => {
          const worldToCanvas = (world: Point3): Point2 => {
            const dot = (axis: Point3) =>
              axis[0] * (world[0] - plane.origin[0]) +
              axis[1] * (world[1] - plane.origin[1]) +
              axis[2] * (world[2] - plane.origin[2]);
            const x = dot(plane.rowCosines) * (flip ? -zoom : zoom);
            const y = dot(plane.columnCosines) * zoom;
            return [
              x * Math.cos(angle) - y * Math.sin(angle) + 31,
              x * Math.sin(angle) + y * Math.cos(angle) - 17,
            ];
          };
          const transform = canvasTransform(plane, worldToCanvas);
          const [x, y] = toCanvas(transform!, pixel);
          const [expectedX, expectedY] = worldToCanvas(pixelToWorld(plane, pixel));
          expect(Math.hypot(x - expectedX, y - expectedY)).toBeLessThan(1e-4);
        },
      ),
    );
  });

  it("is undefined before the viewport has a size", () => {
    const plane = fc.sample(planes, 1)[0]!;
    expect(canvasTransform(plane, () => [Number.NaN, Number.NaN])).toBeUndefined();
  });
});
