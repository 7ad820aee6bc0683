import type { InputDistances } from "./input-distances.ts";
import type { CostlyMapName, DefaultMapName, ScoreName } from "./maps.ts";

/** [height, width] each; the costly ones where they were asked for. */
export type RawMaps = Readonly<Record<DefaultMapName, Float32Array>> &
  Readonly<Partial<Record<CostlyMapName, Float32Array>>>;

/** `latent` where the bundle has reference data. */
export type RawScoreValues = Readonly<Record<Exclude<ScoreName, "latent">, number>> & {
  readonly latent?: number;
};

/** One input's maps and scores before calibration. Plain data. */
export interface RawScores {
  readonly height: number;
  readonly width: number;
  /** Each [height, width], row-major; 0 outside `mask`, the anomaly map also outside `shown`. */
  readonly maps: RawMaps;
  /** Decoder's mean, [height, width], normalised like the input. */
  readonly reconstruction: Float32Array;
  /** Higher is more unusual. */
  readonly scores: RawScoreValues;
  /** How far the image is from healthy ones as a whole; absent where the bundle's reference data say nothing of it. */
  readonly input?: InputDistances;
  /** nats, [latent size]. */
  readonly klPerDimension: Float32Array;
  /** Mean of the posterior, [latent size]. */
  readonly latentMean: Float32Array;
  /** [height, width]: 1 on the foreground. */
  readonly mask: Uint8Array;
  /** [height, width]: 1 where the anomaly map is shown (foreground deeper than the bundle's minimum depth). */
  readonly shown: Uint8Array;
}
