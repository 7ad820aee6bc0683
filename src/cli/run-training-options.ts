import type { OptimizerName } from "../training/optimizer.ts";

/** Of `residua train`; what is `undefined` is as the preset has it. */
export interface RunTrainingOptions {
  readonly data: string;
  readonly out: string;
  readonly cache: string;
  readonly preset: string | undefined;
  readonly epochs: number | undefined;
  readonly steps: number | undefined;
  readonly seed: number | undefined;
  /** One run each, in place of `seed`; the best is kept. */
  readonly seeds: readonly number[] | undefined;
  readonly optimizer: OptimizerName | undefined;
  readonly patience: number | undefined;
  readonly where: string | undefined;
  readonly minutes: number | undefined;
  readonly resume: boolean;
  /** As it was typed, for the model card. */
  readonly command: string;
  readonly signal: AbortSignal;
}
