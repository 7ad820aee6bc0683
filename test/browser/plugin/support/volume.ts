import * as cornerstone from "@cornerstonejs/core";
import { type Affine, applyAffine, invertAffine, type PixelPoint } from "../../../../src/imaging/affine.ts";
import { type KnownEngine, type KnownResult, knownEngine } from "./known-engine.ts";
import { addSlices, axial, oblique, slice, spotWidth, startCornerstone } from "./slices.ts";

type Point3 = cornerstone.Types.Point3;

/** A series with one lesion, a blob of 3 mm standard deviation, round in the patient. */
export interface Lesion {
  readonly volumeId: string;
  /** In the order of the volume. */
  readonly imageIds: readonly string[];
  readonly slices: number;
  /** Centre of the lesion. */
  readonly world: Point3;
  /** The same in its slice's pixels. */
  readonly spot: PixelPoint;
  /** The volume's slice through it. */
  readonly slice: number;
  /** Answers with maps in which the lesion stands out where it is in the image. */
  readonly engine: KnownEngine;
  remove(): void;
}

export interface LesionOptions {
  readonly orientation?: "axial" | "oblique";
  /** Images in falling position, as many scanners write them. */
  readonly reversed?: boolean;
  /** mm that each slice is moved along its columns: a tilted gantry. */
  readonly tilt?: number;
  /** mm added to the place of slice 5 and those after it. */
  readonly gap?: number;
  readonly modality?: string;
  /** What the engine makes of a slice (0 is the lowest) in place of the lesion's map. */
  readonly answer?: (slice: number, usual: () => KnownResult) => KnownResult | Promise<KnownResult>;
}

const [count, distance] = [11, 4];
const [rows, columns, rowSpacing, columnSpacing] = [64, 80, 1.5, 1.25];
const lesionSlice = 7;
const spot: PixelPoint = { column: 47, row: 22 };
/** A crop off the image's grid, stretched differently along its axes. */
const affine: Affine = { scaleColumn: 1.7, scaleRow: 1.4, offsetColumn: 9.7, offsetRow: 4.2 };
const [height, width] = [40, 36];

let made = 0;

export async function makeLesion(options: LesionOptions = {}): Promise<Lesion> {
  await startCornerstone();
  const run = ++made;
  const { rowCosines, columnCosines } = options.orientation === "oblique" ? oblique() : axial;
  const normal = cross(rowCosines, columnCosines);
  const origin: Point3 = [-30.25, 12.5, 40.125];
  const placed = Array.from({ length: count }, (_, index) => {
    const along = index * distance + (index >= 5 ? (options.gap ?? 0) : 0);
    const down = index * (options.tilt ?? 0);
    return origin.map((x, axis) => x + along * normal[axis]! + down * columnCosines[axis]!) as Point3;
  });
  const share = (index: number) =>
    Math.exp(-(((index - lesionSlice) * distance) ** 2) / (2 * spotWidth ** 2));
  const names = addSlices(
    ...placed.map((at, index) =>
      slice(`lesion ${run}/${index}`, {
        rows,
        columns,
        rowSpacing,
        columnSpacing,
        rowCosines,
        columnCosines,
        origin: at,
        spot,
        brightness: share(index),
        description: String(index),
        ...(options.modality ? { modality: options.modality } : {}),
      }),
    ),
  );
  const given = options.reversed ? [...names].reverse() : names;
  await Promise.all(cornerstone.imageLoader.loadAndCacheImages(given));
  const volumeId = `residua-test-volume:${run}`;
  const volume = await cornerstone.volumeLoader.createAndCacheVolumeFromImages(volumeId, given);
  const engine = knownEngine(({ tags }) => {
    const index = Number(tags.seriesDescription);
    const usual = () => ({ affine, height, width, map: mapOf(share(index)) });
    return options.answer?.(index, usual) ?? usual();
  });
  return {
    volumeId,
    imageIds: volume.imageIds,
    slices: count,
    world: pointOf(placed[lesionSlice]!, rowCosines, columnCosines),
    spot,
    slice: volume.imageIds.indexOf(names[lesionSlice]!),
    engine,
    remove() {
      cornerstone.cache.removeVolumeLoadObject(volumeId);
      for (const imageId of names) cornerstone.cache.removeImageLoadObject(imageId);
    },
  };
}

/** The lesion as the image has it, in the map's own pixels. */
function mapOf(share: number): Float32Array {
  const toMap = invertAffine(affine);
  const centre = applyAffine(toMap, spot);
  const map = new Float32Array(height * width);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const x = ((column - centre.column) / toMap.scaleColumn) * columnSpacing;
      const y = ((row - centre.row) / toMap.scaleRow) * rowSpacing;
      map[row * width + column] = 1.8 * share * Math.exp(-(x * x + y * y) / (2 * spotWidth ** 2));
    }
  }
  return map;
}

function pointOf(origin: Point3, rowCosines: Point3, columnCosines: Point3): Point3 {
  const axis = (i: 0 | 1 | 2) =>
    origin[i] + spot.column * columnSpacing * rowCosines[i] + spot.row * rowSpacing * columnCosines[i];
  return [axis(0), axis(1), axis(2)];
}

function cross(a: Point3, b: Point3): Point3 {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}
