import { implantLesion } from "../../evaluation/synthetic/lesion.ts";
import type { SourceSlice } from "./source-series.ts";

/** The slice, of 20, through the lesion's middle, and that middle's pixel: frontal, on the left side of the patient. */
const centre = { slice: 12, row: 110, column: 160 };
/** Half axes in pixels of 0.86 mm: about 14 x 12 of the 128 pixels a brain model sees. */
const radii = { row: 12, column: 10.25 };
/** Half axis along the slices, mm: reaches five of them. */
const depth = 17;
const contrast = 0.45;
const seed = 20;

export interface LesionSlice {
  readonly pixels: Int16Array;
  readonly mask: Uint8Array;
}

/** The slice through the lesion's middle. */
export const lesionSlice = centre.slice;

/**
 * Cuts the sample's lesion, an ellipsoid about 45 % brighter than its surroundings, at one slice; undefined where
 * the slice does not meet it.
 */
export function implantSampleLesion(slices: readonly SourceSlice[], index: number): LesionSlice | undefined {
  const { pixels, rows, columns, location } = slices[index]!;
  const height = (location - slices[centre.slice]!.location) / depth;
  if (Math.abs(height) >= 1) return undefined;
  const share = Math.sqrt(1 - height * height);
  const lesion = implantLesion(
    { pixels: Float32Array.from(pixels), rows, columns },
    {
      centre,
      radii: { row: radii.row * share, column: radii.column * share },
      contrast,
      seed,
    },
  );
  return { pixels: Int16Array.from(lesion.pixels, Math.round), mask: lesion.mask };
}
