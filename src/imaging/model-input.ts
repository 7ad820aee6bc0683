import type { Affine } from "./affine.ts";

/** What the network takes, and the way back to the image. */
export interface ModelInput {
  /** [height, width], row-major, normalised to [0, 1], 0 outside the mask where the bundle masks. */
  readonly pixels: Float32Array;
  /** [height, width]: 1 on the foreground (the brain, the chest), 0 on air. */
  readonly mask: Uint8Array;
  /** [height, width]: distance to the nearest pixel outside the mask, in model pixels; 0 outside. The image's border counts as outside. */
  readonly depth: Float32Array;
  readonly height: number;
  readonly width: number;
  /** From model pixels to image pixels. */
  readonly affine: Affine;
  /** Facts about the input that the applicability rules and the score look at. */
  readonly statistics: InputStatistics;
}

export interface InputStatistics {
  /** Share of the whole image that is foreground, 0..1. */
  readonly foreground: number;
  /** Width over height of the foreground's bounding box in mm (in pixels where the spacing is unknown). */
  readonly aspect: number;
  /** Mean of -log of the gradient relative to the image's range, where the bundle has the step `measureSmoothness`. */
  readonly smoothness?: number;
}
