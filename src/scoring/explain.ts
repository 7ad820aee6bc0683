import { applyAffine } from "../imaging/affine.ts";
import type { FramePlane, Vector3 } from "../imaging/frame.ts";
import type { ImageResult, Region } from "./result.ts";

/** Towards which end of the patient: left, right, anterior, posterior, head, feet (DICOM PS3.3 C.7.6.1.1.1). */
export type PatientSide = "L" | "R" | "A" | "P" | "H" | "F";

/** Why an image is unusual, as far as its map shows it. */
export interface Explanation {
  /** The region that counts most. */
  readonly region: Region;
  /** Its share of all that lies above the threshold, area times mean, 0..1. */
  readonly share: number;
  /**
   * Where it lies from the middle of what the model looked at, the clearer direction first; empty when in the
   * middle, absent where the image does not say how it lies in the patient.
   */
  readonly sides?: readonly PatientSide[];
}

/** Nearer to the middle than this share of the half width or height is the middle. */
const middle = 0.25;

/** @returns undefined when no region is above the threshold */
export function explain(
  result: Pick<ImageResult, "regions" | "height" | "width" | "affine">,
  plane: FramePlane | undefined,
): Explanation | undefined {
  const weigh = ({ areaPixels, mean }: Region) => areaPixels * Math.abs(mean);
  const total = result.regions.reduce((sum, region) => sum + weigh(region), 0);
  if (total === 0) return undefined;
  const region = result.regions.reduce((best, next) => (weigh(next) > weigh(best) ? next : best));
  const sides = plane && sidesOf(result, region, plane);
  return { region, share: weigh(region) / total, ...(sides ? { sides } : {}) };
}

function sidesOf(
  { height, width, affine }: Pick<ImageResult, "height" | "width" | "affine">,
  { centroid }: Region,
  { rowCosines, columnCosines }: FramePlane,
): PatientSide[] {
  const centre = applyAffine(affine, { column: (width - 1) / 2, row: (height - 1) / 2 });
  const across = (centroid.column - centre.column) / ((affine.scaleColumn * width) / 2);
  const down = (centroid.row - centre.row) / ((affine.scaleRow * height) / 2);
  return [
    { share: across, direction: rowCosines },
    { share: down, direction: columnCosines },
  ]
    .filter(({ share }) => Math.abs(share) >= middle)
    .sort((a, b) => Math.abs(b.share) - Math.abs(a.share))
    .map(({ share, direction }) => sideOf(direction, Math.sign(share)));
}

/** The patient axis that a direction is nearest to; +x is left, +y posterior, +z head. */
function sideOf(direction: Vector3, sign: number): PatientSide {
  const axes = [
    ["L", "R"],
    ["P", "A"],
    ["H", "F"],
  ] as const;
  const sizes = direction.map(Math.abs);
  const axis = sizes.indexOf(Math.max(...sizes));
  const [positive, negative] = axes[axis]!;
  return direction[axis]! * sign > 0 ? positive : negative;
}
