/** Prepared images of healthy subjects that were not trained on, each [height, width] in [0, 1]. */
export interface HoldOutImages {
  readonly height: number;
  readonly width: number;
  readonly pixels: readonly Float32Array[];
  /** Of each image. */
  readonly patients: readonly string[];
}
