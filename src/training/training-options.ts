import type { TrainingImages } from "./batches.ts";
import type { CheckpointStore, EpochRecord } from "./checkpoint.ts";
import type { Preset } from "./preset.ts";
import type { StepFigures } from "./run-step.ts";

export interface TrainingOptions {
  readonly preset: Preset;
  /** Prepared images of healthy subjects, of the preset's size. */
  readonly images: TrainingImages;
  /** Prepared images of other subjects; each epoch is judged on them. */
  readonly validation?: TrainingImages | undefined;
  /** Where a checkpoint goes after each epoch. */
  readonly checkpoints?: CheckpointStore;
  /** Go on from the store's checkpoint, if there is one. */
  readonly resume?: boolean;
}

export interface TrainingProgress extends StepFigures {
  /** From 1. */
  readonly epoch: number;
  readonly epochs: number;
  /** Steps done and steps of the whole run. */
  readonly step: number;
  readonly steps: number;
  readonly learningRate: number;
  /** Smoothed over the last steps. */
  readonly imagesPerSecond: number;
  /** Until the last epoch is done, at that pace; a run with patience may end earlier. */
  readonly secondsLeft: number;
  /** The finished epoch's means, with its last step. */
  readonly record?: EpochRecord;
}

export interface TrainingControl {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: TrainingProgress) => void;
  /**
   * Awaited before each step, so that timers, signals and messages get through; by default the next frame. A run is
   * paused by keeping it waiting. Frames stop in a page that is not seen: a run that goes on there needs its own.
   */
  readonly turn?: () => Promise<void>;
}
