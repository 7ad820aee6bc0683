import type { Types } from "@cornerstonejs/core";
import * as cornerstone from "@cornerstonejs/core";
import type { PixelPoint } from "../../../../src/imaging/affine.ts";

const scheme = "residua-test";

/** An image the tests make up; loaded and described by Cornerstone as any other. */
export interface Slice {
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  readonly rowSpacing: number;
  readonly columnSpacing: number;
  readonly origin: Types.Point3;
  readonly rowCosines: Types.Point3;
  readonly columnCosines: Types.Point3;
  /** A bright spot in the image itself, on black. */
  readonly spot?: PixelPoint;
  /** The spot's brightness as a share of the usual; 1 by default. */
  readonly brightness?: number;
  readonly modality?: string;
  /** Series description; reaches the engine with the frame. */
  readonly description?: string;
  /** False: the host has put a spacing where the file names none. */
  readonly spacingKnown?: boolean;
  /** Three samples a pixel. */
  readonly colour?: boolean;
  /** Milliseconds would be flaky: the image loads when this resolves. */
  readonly ready?: Promise<void>;
}

const slices = new Map<string, Slice>();

export const axial = {
  rowCosines: [1, 0, 0],
  columnCosines: [0, 1, 0],
} as const satisfies { rowCosines: Types.Point3; columnCosines: Types.Point3 };

/** Turned about all three axes, far from the origin. */
export function oblique(): { rowCosines: Types.Point3; columnCosines: Types.Point3 } {
  const [a, b, c] = [0.4, -0.7, 0.3];
  const [ca, sa, cb, sb, cc, sc] = [
    Math.cos(a),
    Math.sin(a),
    Math.cos(b),
    Math.sin(b),
    Math.cos(c),
    Math.sin(c),
  ];
  return {
    rowCosines: [cc * cb, sc * cb, -sb],
    columnCosines: [cc * sb * sa - sc * ca, sc * sb * sa + cc * ca, cb * sa],
  };
}

export function slice(name: string, change: Partial<Slice> = {}): Slice {
  return {
    name,
    rows: 64,
    columns: 80,
    rowSpacing: 1.5,
    columnSpacing: 0.75,
    origin: [-30.25, 12.5, 40.125],
    ...axial,
    ...change,
  };
}

/** @returns the image ids */
export function addSlices(...added: readonly Slice[]): string[] {
  return added.map((item) => {
    const imageId = `${scheme}:${item.name}`;
    slices.set(imageId, item);
    return imageId;
  });
}

function metadata(type: string, imageId: unknown): unknown {
  const found = typeof imageId === "string" ? slices.get(imageId) : undefined;
  if (!found) return undefined;
  const { rows, columns, rowSpacing, columnSpacing, rowCosines, columnCosines, origin } = found;
  const modality = found.modality ?? "MR";
  switch (type) {
    case "imagePlaneModule":
      return {
        frameOfReferenceUID: "2.25.1",
        rows,
        columns,
        rowPixelSpacing: rowSpacing,
        columnPixelSpacing: columnSpacing,
        pixelSpacing: [rowSpacing, columnSpacing],
        imagePositionPatient: origin,
        rowCosines,
        columnCosines,
        imageOrientationPatient: [...rowCosines, ...columnCosines],
        usingDefaultValues: found.spacingKnown === false,
      };
    case "imagePixelModule":
      return {
        samplesPerPixel: found.colour ? 3 : 1,
        photometricInterpretation: found.colour ? "RGB" : "MONOCHROME2",
        rows,
        columns,
        bitsAllocated: 16,
        bitsStored: 12,
        highBit: 11,
        pixelRepresentation: 0,
      };
    case "generalSeriesModule":
      return { modality };
    case "instance":
      return {
        Modality: modality,
        SeriesDescription: found.description,
        SOPInstanceUID: `2.25.9.${[...slices.keys()].indexOf(String(imageId))}`,
      };
    default:
      return undefined;
  }
}

/** Spot's standard deviation, mm. */
export const spotWidth = 3;
const spotHeight = 900;

function pixels({ rows, columns, rowSpacing, columnSpacing, spot, brightness = 1 }: Slice): Uint16Array {
  const data = new Uint16Array(rows * columns);
  if (!spot) return data.fill(400);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const squared = ((row - spot.row) * rowSpacing) ** 2 + ((column - spot.column) * columnSpacing) ** 2;
      data[row * columns + column] = brightness * spotHeight * Math.exp(-squared / (2 * spotWidth ** 2));
    }
  }
  return data;
}

function load(imageId: string): Types.IImageLoadObject {
  const found = slices.get(imageId);
  if (!found) return { promise: Promise.reject(new Error(`no slice ${imageId}`)) };
  const promise = (found.ready ?? Promise.resolve()).then((): Types.IImage => {
    const { rows, columns, rowSpacing, columnSpacing } = found;
    const numberOfComponents = found.colour ? 3 : 1;
    const scalarData = found.colour ? new Uint8Array(rows * columns * 3).fill(90) : pixels(found);
    const voxelManager = cornerstone.utilities.VoxelManager.createImageVoxelManager({
      scalarData,
      width: columns,
      height: rows,
      numberOfComponents,
    });
    return {
      imageId,
      minPixelValue: 0,
      maxPixelValue: 1000,
      slope: 1,
      intercept: 0,
      windowCenter: 500,
      windowWidth: 1000,
      voiLUTFunction: cornerstone.Enums.VOILUTFunctionType.LINEAR,
      getPixelData: () => scalarData,
      getCanvas: () => document.createElement("canvas"),
      rows,
      columns,
      height: rows,
      width: columns,
      color: found.colour ?? false,
      rgba: false,
      numberOfComponents,
      columnPixelSpacing: columnSpacing,
      rowPixelSpacing: rowSpacing,
      invert: false,
      sizeInBytes: scalarData.byteLength,
      voxelManager,
      dataType: found.colour ? "Uint8Array" : "Uint16Array",
    } as Types.IImage;
  });
  return { promise };
}

let started: Promise<void> | undefined;

/** Starts Cornerstone once a page, with the slices' loader and metadata. */
export function startCornerstone(): Promise<void> {
  started ??= (async () => {
    const defaults = cornerstone.getConfiguration();
    // A page has few WebGL contexts, and one viewport needs but one.
    await cornerstone.init({ ...defaults, rendering: { ...defaults.rendering, webGlContextCount: 1 } });
    cornerstone.imageLoader.registerImageLoader(scheme, load);
    cornerstone.metaData.addProvider(metadata, 100);
  })();
  return started;
}
