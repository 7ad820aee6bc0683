import type { ApplicabilityOutcome } from "../scoring/result.ts";

/** One image where it lies in a model's latent space, and what is known of it. Plain data. */
export interface LatentImage {
  /** Tells the image from all others of the set: the file's name, with the frame where the file has several. */
  readonly name: string;
  readonly file: string;
  /** From 1; absent where the file holds one image. */
  readonly frame?: number;
  readonly patient: string;
  /** Empty where it is not known. */
  readonly label: string;
  readonly split: string;
  /** Mean of the posterior, [latent]. */
  readonly mean: readonly number[];
  /** Nats of each latent dimension, [latent]. */
  readonly kl: readonly number[];
  /** Higher is more unusual; see `RawScores`. */
  readonly scores: Readonly<Record<string, number>>;
  /** What a classifier that knows nothing of anatomy could use: quantiles of the intensities and the foreground's share. */
  readonly intensity: readonly number[];
  /** The index's own columns, such as age and laboratory values. */
  readonly columns: Readonly<Record<string, string>>;
  /** Whether the model is for this image. */
  readonly applicability: ApplicabilityOutcome;
  /** The network's input made small, 0..255. */
  readonly thumbnail: Thumbnail;
}

export interface Thumbnail {
  readonly height: number;
  readonly width: number;
  /** [height, width], row-major. */
  readonly pixels: Uint8Array;
}
