import { type Affine, applyAffine, invertAffine, type PixelPoint } from "../../src/imaging/affine.ts";
import type { ImageResult, Region } from "../../src/scoring/result.ts";
import type { OutlineMask } from "../overlay.ts";

/** A closed line; the last point joins the first. */
export type Loop = readonly PixelPoint[];

/** The borders of a mask, along the edges of its pixels: outer borders and those of holes. */
export function maskLoops({ mask, rows, columns }: OutlineMask): Loop[] {
  const inside = (column: number, row: number) =>
    column >= 0 && row >= 0 && column < columns && row < rows && Boolean(mask[row * columns + column]);
  // Corner (c, r) lies at the upper left of pixel (c, r). Edges run with the mask on their right.
  const width = columns + 1;
  const edges = new Map<number, number[]>();
  const add = (c0: number, r0: number, c1: number, r1: number) => {
    const start = r0 * width + c0;
    edges.set(start, [...(edges.get(start) ?? []), r1 * width + c1]);
  };
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      if (!inside(column, row)) continue;
      if (!inside(column, row - 1)) add(column, row, column + 1, row);
      if (!inside(column + 1, row)) add(column + 1, row, column + 1, row + 1);
      if (!inside(column, row + 1)) add(column + 1, row + 1, column, row + 1);
      if (!inside(column - 1, row)) add(column, row + 1, column, row);
    }
  }
  return joinEdges(edges).map((corners) =>
    withoutStraights(
      corners.map((corner) => ({ column: (corner % width) - 0.5, row: Math.floor(corner / width) - 0.5 })),
    ),
  );
}

/** Every corner has as many edges in as out, so each walk ends where it began. */
function joinEdges(edges: Map<number, number[]>): number[][] {
  const loops: number[][] = [];
  for (const first of edges.keys()) {
    for (let corner = next(edges, first); corner !== undefined; corner = next(edges, first)) {
      const loop = [first];
      while (corner !== undefined && corner !== first) {
        loop.push(corner);
        corner = next(edges, corner);
      }
      loops.push(loop);
    }
  }
  return loops;
}

function next(edges: Map<number, number[]>, corner: number): number | undefined {
  return edges.get(corner)?.pop();
}

function withoutStraights(loop: readonly PixelPoint[]): PixelPoint[] {
  return loop.filter((point, index) => {
    const before = loop.at(index - 1)!;
    const after = loop[(index + 1) % loop.length]!;
    return !(
      (before.column === point.column && point.column === after.column) ||
      (before.row === point.row && point.row === after.row)
    );
  });
}

/** A region's border, in image pixels: the anomaly map above the threshold, joined to the region's peak. */
export function regionLoops(result: ImageResult, region: Region): Loop[] {
  const { height, width, affine, threshold } = result;
  const map = result.maps.anomaly;
  if (!map) return [boundsLoop(region)];
  const peak = applyAffine(invertAffine(affine), region.peakPoint);
  const mask = flood(map, height, width, threshold, Math.round(peak.row) * width + Math.round(peak.column));
  return maskLoops({ mask, rows: height, columns: width }).map((loop) => toImage(loop, affine));
}

const toImage = (loop: Loop, affine: Affine) => loop.map((point) => applyAffine(affine, point));

function boundsLoop({ bounds: { left, top, right, bottom } }: Region): Loop {
  return [
    { column: left, row: top },
    { column: right, row: top },
    { column: right, row: bottom },
    { column: left, row: bottom },
  ];
}

function flood(
  map: Float32Array,
  height: number,
  width: number,
  threshold: number,
  seed: number,
): Uint8Array {
  const mask = new Uint8Array(map.length);
  const open = [seed];
  for (let index = open.pop(); index !== undefined; index = open.pop()) {
    if (mask[index] || !(map[index]! > threshold)) continue;
    mask[index] = 1;
    const row = Math.floor(index / width);
    const column = index % width;
    for (let r = Math.max(0, row - 1); r <= Math.min(height - 1, row + 1); r++) {
      for (let c = Math.max(0, column - 1); c <= Math.min(width - 1, column + 1); c++)
        open.push(r * width + c);
    }
  }
  return mask;
}
