import type { Frame } from "../imaging/frame.ts";

/** One image to evaluate on, with what is known of it. */
export interface EvaluationImage {
  readonly frame: Frame;
  /** Images of one patient are resampled together. */
  readonly patient: string;
  readonly abnormal: boolean;
  /** [rows, columns], 1 where abnormal; absent where it is not known. Healthy images need none. */
  readonly mask?: Uint8Array | undefined;
  /** Where the slice lies, 0..1 along the body part; absent where it is not known. */
  readonly position?: number | undefined;
}
