import { applyAffine, invertAffine } from "../imaging/affine.ts";
import type { FramePlane, Vector3 } from "../imaging/frame.ts";
import { imageToPatient } from "../imaging/patient-space.ts";
import { forEachPixel, type SliceFindings, type SliceRegion } from "./slice-findings.ts";
import { dot, type SliceStack, type StackProblem, stackSlices } from "./slice-stack.ts";

/** One image of a series, in the order in which the series is scrolled through. */
export interface SeriesSlice {
  /** Where it lies, when that is known before it has been scored. */
  readonly plane?: FramePlane | undefined;
  /** Absent until it has been scored. */
  readonly findings?: SliceFindings | undefined;
}

/** A region of one slice that belongs to a region of the series. */
export interface RegionPart {
  /** Index of the slice. */
  readonly slice: number;
  /** `id` of the region in the slice. */
  readonly region: number;
}

/** What is connected above the threshold, across slices. */
export interface SeriesRegion {
  /** From 1, by falling peak. */
  readonly id: number;
  /** ml; absent where the slices' distances or the pixels' spacing are not known. */
  readonly volumeMl?: number;
  /** mm², of the slice where it is largest; absent where the spacing is not known. */
  readonly largestAreaMm2?: number;
  /** Highest value of the anomaly map: how severe it is. */
  readonly peak: number;
  /** The slice and its region that hold the peak. */
  readonly peakPart: RegionPart;
  /** In pixels of that slice. */
  readonly peakPoint: SliceRegion["peakPoint"];
  /** The same place in the patient, mm; absent where the slice does not say how it lies. */
  readonly peakPosition?: Vector3;
  /** By rising slice. */
  readonly parts: readonly RegionPart[];
}

export interface SeriesRegions {
  /** By falling peak. */
  readonly regions: readonly SeriesRegion[];
  /** Why regions were not joined across slices and have no volume; absent where they were. */
  readonly problem?: StackProblem;
}

interface Node extends RegionPart {
  readonly found: SliceRegion;
  readonly findings: SliceFindings;
  parent: Node;
}

/**
 * Joins the regions of neighbouring slices that overlap in the patient: the centre of a pixel of one lies in a pixel
 * of the other. Pixels are compared perpendicular to the slices and in patient space, since each slice has been
 * cropped and stretched in its own way. A slice without a result, or refused, is a gap that nothing is joined across.
 *
 * The volume is each slice's area times the thickness that it stands for (see `stackSlices`).
 */
export function joinRegions(slices: readonly SeriesSlice[]): SeriesRegions {
  const nodes = slices.map(({ findings }, slice) => nodesOf(findings, slice));
  const stack = stackSlices(slices.map(({ plane, findings }) => findings?.plane ?? plane));
  const problem = typeof stack === "string" ? stack : undefined;
  if (typeof stack !== "string") {
    stack.adjacent.forEach((near, place) => {
      if (near) connect(nodes[stack.order[place]!]!, nodes[stack.order[place + 1]!]!);
    });
  }
  const groups = new Map<Node, Node[]>();
  for (const node of nodes.flat()) {
    const root = rootOf(node);
    const group = groups.get(root);
    if (group) group.push(node);
    else groups.set(root, [node]);
  }
  const regions = [...groups.values()]
    .map((group) => describe(group, typeof stack === "string" ? undefined : stack))
    .sort((a, b) => b.peak - a.peak)
    .map((region, index) => ({ id: index + 1, ...region }));
  return { regions, ...(problem ? { problem } : {}) };
}

function nodesOf(findings: SliceFindings | undefined, slice: number): Node[] {
  if (!findings) return [];
  return findings.regions.map((found) => {
    const node = { slice, region: found.id, found, findings } as Node;
    node.parent = node;
    return node;
  });
}

function rootOf(node: Node): Node {
  let root = node;
  while (root.parent !== root) root = root.parent;
  node.parent = root;
  return root;
}

function connect(nodes: readonly Node[], others: readonly Node[]): void {
  const [a, b] = [nodes[0]?.findings, others[0]?.findings];
  // Maps of two models are on two scales.
  if (!a || !b || a.model.sha256 !== b.model.sha256) return;
  for (const [first, second] of touching(a, b)) {
    rootOf(others[second]!).parent = rootOf(nodes[first]!);
  }
}

/** Places of two regions in their slices' lists. */
type Touch = readonly [first: number, second: number];

/** While a series is scanned it is joined again and again, and most pairs of slices are those of the time before. */
const known = new WeakMap<SliceFindings, WeakMap<SliceFindings, readonly Touch[]>>();

function touching(a: SliceFindings, b: SliceFindings): readonly Touch[] {
  const kept = known.get(a)?.get(b);
  if (kept) return kept;
  // Both ways: the pixels of the one may be much larger than those of the other.
  const back = overlaps(b, a).map(([second, first]): Touch => [first, second]);
  const touches = [...overlaps(a, b), ...back];
  const ofA = known.get(a) ?? new WeakMap<SliceFindings, readonly Touch[]>();
  known.set(a, ofA.set(b, touches));
  return touches;
}

/** Regions of one slice that have the centre of a pixel in a region of another. */
function overlaps(from: SliceFindings, to: SliceFindings): Touch[] {
  const place = gridToGrid(from, to);
  if (!place) return [];
  const owners = new Uint16Array(to.height * to.width);
  for (const [at, region] of to.regions.entries()) {
    forEachPixel(region, (index) => {
      owners[index] = at + 1;
    });
  }
  return from.regions.flatMap((region, at) => {
    const found = new Set<number>();
    forEachPixel(region, (index) => {
      const { column, row } = place(index % from.width, Math.floor(index / from.width));
      if (column < 0 || column >= to.width || row < 0 || row >= to.height) return;
      const owner = owners[row * to.width + column]!;
      if (owner > 0) found.add(owner - 1);
    });
    return [...found].map((other): Touch => [at, other]);
  });
}

/** From a pixel of one slice's model grid to that of another's which lies in front of or behind it. */
function gridToGrid(from: SliceFindings, to: SliceFindings) {
  const { plane, spacing } = to;
  if (!plane || !spacing) return undefined;
  const back = invertAffine(to.affine);
  const exact = (column: number, row: number) => {
    const point = imageToPatient(from, applyAffine(from.affine, { column, row }));
    if (!point) return undefined;
    const [x, y, z] = plane.position;
    const away: Vector3 = [point[0] - x, point[1] - y, point[2] - z];
    return applyAffine(back, {
      column: dot(away, plane.rowCosines) / spacing.column,
      row: dot(away, plane.columnCosines) / spacing.row,
    });
  };
  // The way is affine: three points tell all.
  const [corner, right, below] = [exact(0, 0), exact(1, 0), exact(0, 1)];
  if (!corner || !right || !below) return undefined;
  const across = { column: right.column - corner.column, row: right.row - corner.row };
  const down = { column: below.column - corner.column, row: below.row - corner.row };
  return (column: number, row: number) => ({
    column: Math.round(corner.column + column * across.column + row * down.column),
    row: Math.round(corner.row + column * across.row + row * down.row),
  });
}

function describe(group: readonly Node[], stack: SliceStack | undefined): Omit<SeriesRegion, "id"> {
  const highest = group.reduce((best, node) => (node.found.peak > best.found.peak ? node : best));
  const areas = group.map(({ found }) => found.areaMm2).filter((area) => area !== undefined);
  const measured = areas.length === group.length;
  const peakPosition = imageToPatient(highest.findings, highest.found.peakPoint);
  return {
    ...(measured && stack
      ? {
          volumeMl: group.reduce(
            (sum, { slice, found }) => sum + (found.areaMm2! * stack.thickness[slice]!) / 1000,
            0,
          ),
        }
      : {}),
    ...(measured ? { largestAreaMm2: Math.max(...areas) } : {}),
    peak: highest.found.peak,
    peakPart: { slice: highest.slice, region: highest.region },
    peakPoint: highest.found.peakPoint,
    ...(peakPosition ? { peakPosition } : {}),
    parts: group.map(({ slice, region }) => ({ slice, region })),
  };
}
