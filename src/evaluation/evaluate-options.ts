import type { Frame } from "../imaging/frame.ts";
import type { BootstrapOptions } from "./bootstrap.ts";

export interface EvaluateOptions {
  /** Named in the result. */
  readonly data: { readonly index: string; readonly split: string; readonly where: string };
  /** Healthy training images, for the baseline that subtracts their mean; without them it is left out. */
  readonly healthyReference?: AsyncIterable<Frame> | Iterable<Frame>;
  /** Whether the bundle was calibrated on these images; told from the scores where it is not given. */
  readonly calibratedOnThese?: boolean;
  readonly bootstrap?: BootstrapOptions;
  /** Images to a batch, default 8. */
  readonly batchSize?: number;
}
