import { ModelFormatError } from "../../errors/index.ts";
import type { Affine } from "../affine.ts";
import type { Mask } from "../morphology.ts";
import type { Grid } from "../resample.ts";

/** The image as it is shown: low is dark, padding is at `lowest`. */
export interface DisplayImage extends Grid {
  readonly pixels: Float32Array;
  readonly lowest: number;
  /** Set where MONOCHROME1 was inverted: values are then no longer in modality units. */
  readonly inverted?: true;
  /** [rows, columns]: 1 on padding. */
  readonly padding?: Uint8Array;
  /** mm, or 1 x 1 where the file does not say. */
  readonly spacing: { readonly row: number; readonly column: number };
}

/** A rectangle of the image in edge coordinates: pixel i covers [i, i + 1]. */
export interface Box {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

export interface Foreground {
  readonly mask: Mask;
  /** From pixels of the image to pixels of the mask. */
  readonly fromImage: Affine;
  /** The image's level of air, from which intensities count. */
  readonly floor: number;
}

/** The input at the model's size. */
export interface Sampled {
  readonly pixels: Float32Array;
  readonly mask: Uint8Array;
  readonly depth: Float32Array;
  readonly floor: number;
  readonly scaled: boolean;
}

/** What flows through the steps; no step changes it in place. */
export interface State {
  readonly image: DisplayImage;
  readonly height: number;
  readonly width: number;
  /** The part of the image that is stretched to `target`. */
  readonly window: Box;
  /** Rows and columns of the input that the window fills, centred. */
  readonly target: { readonly rows: number; readonly columns: number };
  readonly foreground?: Foreground;
  /** Present once it was measured. */
  readonly smoothness?: number;
  /** Present from the first intensity step on; from then on the geometry is settled. */
  readonly sampled?: Sampled;
}

/** From model pixels to image pixels. */
export function modelToImage({ window, target, height, width }: State): Affine {
  const scaleColumn = (window.right - window.left) / target.columns;
  const scaleRow = (window.bottom - window.top) / target.rows;
  return {
    scaleColumn,
    scaleRow,
    offsetColumn: window.left + (0.5 - (width - target.columns) / 2) * scaleColumn - 0.5,
    offsetRow: window.top + (0.5 - (height - target.rows) / 2) * scaleRow - 0.5,
  };
}

/** Geometry steps look at the image; after an intensity step they would come too late. */
export function requireUnsampled(state: State, step: string): void {
  if (state.sampled === undefined) return;
  throw new ModelFormatError(
    `The model's preprocessing has the step "${step}" after a step that scales intensities. Ask whoever made the model to put it first.`,
    { details: { step } },
  );
}
