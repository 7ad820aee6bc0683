import type { PixelPoint } from "../imaging/affine.ts";
import type { Vector3 } from "../imaging/frame.ts";
import { imageToPatient } from "../imaging/patient-space.ts";
import { type ImageRegion, imageRegions } from "./image-regions.ts";
import type { ImageGeometry } from "./report-image.ts";
import { type Stack, type StackImage, stepBetween } from "./stacks.ts";

/** A region above the threshold, through all the images that it reaches. */
export interface Finding {
  /** From 1, by falling peak. */
  readonly number: number;
  /** In the order of the stack. */
  readonly slices: readonly FindingSlice[];
  readonly peak: number;
  readonly peakImage: StackImage;
  /** Image pixels. */
  readonly peakPoint: PixelPoint;
  /** mm; absent where the image does not say where it lies. */
  readonly peakPosition?: Vector3;
  readonly mean: number;
  /** Where it is largest, mm²; absent where the spacing is unknown. */
  readonly areaMm2?: number;
  /** Pixels of the image where it is largest. */
  readonly areaPixels: number;
  /** Area times distance of the slices; only for what reaches several images of a stack. */
  readonly volumeMl?: number;
}

export interface FindingSlice {
  readonly image: StackImage;
  /** Indices of pixels, row-major, on the image's grid. */
  readonly members: readonly number[];
}

interface Part {
  readonly image: StackImage;
  readonly region: ImageRegion;
  /** Another part of the same finding, or itself. */
  parent: Part;
}

/** The regions of a stack's images, joined where they overlap from one image to the next; by falling peak. */
export function findFindings(stack: Stack, threshold: number): Finding[] {
  const layers = stack.images.map((image) =>
    imageRegions(image.image.result, threshold, image.geometry).map((region): Part => {
      const part = { image, region } as Part;
      part.parent = part;
      return part;
    }),
  );
  for (let index = 1; index < layers.length; index++) {
    const [from, to] = [stack.images[index - 1]!, stack.images[index]!];
    const step = stepBetween(stack, from, to);
    if (step) join(layers[index - 1]!, layers[index]!, step, from.geometry);
  }
  const findings = new Map<Part, Part[]>();
  for (const part of layers.flat()) {
    const root = rootOf(part);
    findings.set(root, [...(findings.get(root) ?? []), part]);
  }
  return [...findings.values()]
    .map((parts) => describe(parts, stack))
    .sort((a, b) => b.peak - a.peak)
    .map((finding, index) => ({ ...finding, number: index + 1 }));
}

function rootOf(part: Part): Part {
  let root = part;
  while (root.parent !== root) root = root.parent;
  part.parent = root;
  return root;
}

function join(
  before: readonly Part[],
  after: readonly Part[],
  step: PixelPoint,
  { rows, columns }: ImageGeometry,
): void {
  const owners = new Map<number, Part>();
  for (const part of before) for (const index of part.region.members) owners.set(index, part);
  for (const part of after) {
    for (const index of part.region.members) {
      const column = (index % columns) - step.column;
      const row = Math.floor(index / columns) - step.row;
      if (column < 0 || column >= columns || row < 0 || row >= rows) continue;
      const owner = owners.get(row * columns + column);
      if (owner) rootOf(part).parent = rootOf(owner);
    }
  }
}

function describe(parts: readonly Part[], { pitch }: Stack): Omit<Finding, "number"> {
  const highest = parts.reduce((best, part) => (part.region.peak > best.region.peak ? part : best));
  const { geometry } = highest.image;
  const { spacing, plane, columns } = geometry;
  const peakPoint = {
    column: highest.region.peakIndex % columns,
    row: Math.floor(highest.region.peakIndex / columns),
  };
  const pixels = parts.reduce((sum, { region }) => sum + region.members.length, 0);
  const slices = new Map<StackImage, number[]>();
  for (const { image, region } of parts) {
    slices.set(image, [...(slices.get(image) ?? []), ...region.members]);
  }
  const areaPixels = Math.max(...[...slices.values()].map((members) => members.length));
  const pixelArea = spacing && spacing.row * spacing.column;
  const peakPosition =
    plane &&
    imageToPatient(
      {
        ...(spacing ? { spacing } : {}),
        plane: {
          position: plane.position,
          rowCosines: plane.orientation.slice(0, 3) as unknown as Vector3,
          columnCosines: plane.orientation.slice(3) as unknown as Vector3,
        },
      },
      peakPoint,
    );
  return {
    slices: [...slices].map(([image, members]) => ({ image, members })),
    peak: highest.region.peak,
    peakImage: highest.image,
    peakPoint,
    ...(peakPosition ? { peakPosition } : {}),
    mean: parts.reduce((sum, { region }) => sum + region.sum, 0) / pixels,
    areaPixels,
    ...(pixelArea === undefined ? {} : { areaMm2: areaPixels * pixelArea }),
    ...(pixelArea === undefined || pitch === undefined || slices.size < 2
      ? {}
      : { volumeMl: (pixels * pixelArea * pitch) / 1000 }),
  };
}
