import type { Frame } from "../imaging/frame.ts";
import type { BootstrapOptions } from "./bootstrap.ts";
import type { ResultSink } from "./collector.ts";

export interface EvaluateOptions {
  /** Named in the result. */
  readonly data: { readonly index: string; readonly split: string; readonly where: string };
  /** Healthy training images, for the baseline that subtracts their mean; without them it is left out. */
  readonly healthyReference?: AsyncIterable<Frame> | Iterable<Frame>;
  /** Whether the bundle was calibrated on these images; told from the scores where it is not given. */
  readonly calibratedOnThese?: boolean;
  readonly bootstrap?: BootstrapOptions;
  /** `all` measures the costly maps too: about three times as long. Default `default`. */
  readonly maps?: "default" | "all";
  /** Whether any lesion may be outlined; false saves the memory and time of counting pixels. Default true. */
  readonly outlined?: boolean;
  /** Runs the synthetic suite on at most this many of the healthy images; default 0, not at all. */
  readonly synthetic?: { readonly images: number; readonly seed?: number };
  /** See each image with its results: for a gallery, say. */
  readonly sinks?: readonly ResultSink[];
  /** Images to a batch, default 8. */
  readonly batchSize?: number;
}
