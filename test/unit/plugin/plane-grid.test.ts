import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Point2, Point3 } from "../../../plugin/cornerstone/host.ts";
import { viewGrid } from "../../../plugin/cornerstone/plane-grid.ts";
import {
  type VolumeGeometry,
  voxelToWorld,
  worldToVoxel,
} from "../../../plugin/cornerstone/volume-geometry.ts";

const real = (min: number, max: number) => fc.double({ min, max, noNaN: true });

const geometry: VolumeGeometry = {
  origin: [-80, 40, 12],
  rowCosines: [0.8, 0.6, 0],
  columnCosines: [-0.6, 0.8, 0],
  normal: [0, 0, 1],
  columnSpacing: 0.8,
  rowSpacing: 1.1,
  sliceSpacing: 4,
  columns: 200,
  rows: 160,
  slices: 30,
};

const middle = voxelToWorld(geometry, [99.5, 79.5, 14.5]);

/** Looks straight at a plane through the volume's middle, from any direction, turned, zoomed and panned. */
function view(
  turn: readonly [number, number, number],
  zoom: number,
  pan: Point2,
  width: number,
  height: number,
) {
  const [a, b, c] = turn;
  const right: Point3 = [
    Math.cos(a) * Math.cos(c) - Math.sin(a) * Math.cos(b) * Math.sin(c),
    Math.sin(a) * Math.cos(c) + Math.cos(a) * Math.cos(b) * Math.sin(c),
    Math.sin(b) * Math.sin(c),
  ];
  const down: Point3 = [
    -Math.cos(a) * Math.sin(c) - Math.sin(a) * Math.cos(b) * Math.cos(c),
    -Math.sin(a) * Math.sin(c) + Math.cos(a) * Math.cos(b) * Math.cos(c),
    Math.sin(b) * Math.cos(c),
  ];
  const centre: Point2 = [width / 2 + pan[0], height / 2 + pan[1]];
  const along = (world: Point3, axis: Point3) =>
    axis.reduce((sum, part, i) => sum + part * (world[i]! - middle[i]!), 0);
  return {
    width,
    height,
    canvasToWorld: ([x, y]: Point2): Point3 => {
      const [u, v] = [(x - centre[0]) / zoom, (y - centre[1]) / zoom];
      const part = (i: 0 | 1 | 2) => middle[i] + u * right[i] + v * down[i];
      return [part(0), part(1), part(2)];
    },
    worldToCanvas: (world: Point3): Point2 => [
      centre[0] + zoom * along(world, right),
      centre[1] + zoom * along(world, down),
    ],
  };
}

const angle = real(-Math.PI, Math.PI);
const views = fc
  .tuple(
    fc.tuple(angle, angle, angle),
    real(0.5, 8),
    fc.tuple(real(-60, 60), real(-60, 60)),
    fc.integer({ min: 200, max: 900 }),
    fc.integer({ min: 200, max: 900 }),
  )
  .map(([turn, zoom, pan, width, height]) => view(turn, zoom, pan, width, height));

const share = real(0, 0.999);

describe("viewGrid", () => {
  it("has each of its points where the view has it in the patient", () => {
    fc.assert(
      fc.property(views, fc.constantFrom(1, 1.25, 2), share, share, (seen, resolution, s, t) => {
        const found = viewGrid(geometry, seen, resolution, 65_536)!;
        const { grid } = found;
        const [c, r] = [Math.floor(s * grid.columns), Math.floor(t * grid.rows)];
        const x = (found.left + ((c + 0.5) * found.width) / grid.columns) / resolution;
        const y = (found.top + ((r + 0.5) * found.height) / grid.rows) / resolution;
        const expected = worldToVoxel(geometry, seen.canvasToWorld([x, y]));
        for (const axis of [0, 1, 2] as const) {
          const actual = grid.start[axis] + c * grid.right[axis] + r * grid.down[axis];
          expect(Math.abs(actual - expected[axis])).toBeLessThan(1e-6);
        }
      }),
    );
  });

  it("covers what is seen of the volume, with no more points than asked for", () => {
    fc.assert(
      fc.property(views, share, share, share, (seen, i, j, k) => {
        const found = viewGrid(geometry, seen, 1, 40_000)!;
        expect(found.grid.columns * found.grid.rows).toBeLessThan(
          40_000 + found.grid.columns + found.grid.rows,
        );
        const world = voxelToWorld(geometry, [i * 199, j * 159, k * 29]);
        const [x, y] = seen.worldToCanvas(world);
        fc.pre(x >= 0 && y >= 0 && x <= seen.width && y <= seen.height);
        expect(x >= found.left && x <= found.left + found.width).toBe(true);
        expect(y >= found.top && y <= found.top + found.height).toBe(true);
      }),
    );
  });

  it("is none where the volume is out of sight, or the viewport has no size", () => {
    const away = view([0, 0, 0], 1, [2000, 0], 300, 300);
    expect(viewGrid(geometry, away, 1, 1000)).toBeUndefined();
    const empty = view([0, 0, 0], 1, [0, 0], 0, 0);
    expect(viewGrid(geometry, empty, Number.NaN, 1000)).toBeUndefined();
  });
});
