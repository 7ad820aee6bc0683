import type { Metrics } from "../../evaluation/metrics-schema.ts";
import type { EpochPace, EpochRecord } from "../checkpoint.ts";
import type { Preset } from "../preset.ts";
import type { SampleQuality } from "./sample-quality.ts";
import type { TrainingPictures } from "./training-pictures.ts";

/** All that the training report shows. */
export interface TrainingReport {
  /** Of the finished bundle; SHA-256 of its bundle.json. */
  readonly model: { readonly id: string; readonly version: string; readonly sha256: string };
  readonly preset: Preset;
  readonly run: TrainingRun;
  /** Each epoch, oldest first; a pace where it is known. */
  readonly epochs: readonly (EpochRecord & Partial<EpochPace>)[];
  readonly pictures: TrainingPictures;
  readonly quality: SampleQuality;
  /** How well the bundle tells abnormal from healthy images, where that has been measured. */
  readonly metrics?: Pick<Metrics, "image" | "pixel" | "data">;
}

export interface TrainingRun {
  /** That were trained on. */
  readonly images: number;
  readonly patients: number;
  /** As the user gave it. */
  readonly index: string;
  /** The epoch whose weights the bundle has. */
  readonly epoch: number;
  /** Of TensorFlow.js. */
  readonly backend: string;
  /** As they were typed, oldest first. */
  readonly commands: readonly string[];
}
