import type { MapName, ScoreName } from "./maps.ts";

/** One input's maps and scores before calibration. Plain data. */
export interface RawScores {
  readonly height: number;
  readonly width: number;
  /** Each [height, width], row-major; 0 outside `mask`, the anomaly map also outside `shown`. */
  readonly maps: Readonly<Record<MapName, Float32Array>>;
  /** Decoder's mean, [height, width], normalised like the input. */
  readonly reconstruction: Float32Array;
  /** Higher is more unusual. */
  readonly scores: Readonly<Record<ScoreName, number>>;
  /** nats, [latent size]. */
  readonly klPerDimension: Float32Array;
  /** [height, width]: 1 on the foreground. */
  readonly mask: Uint8Array;
  /** [height, width]: 1 where the anomaly map is shown (foreground deeper than the bundle's minimum depth). */
  readonly shown: Uint8Array;
}
