export type { TrainingImages } from "./batches.ts";
export type { CheckpointStore, EpochPace, EpochRecord } from "./checkpoint.ts";
export { type OptimizerName, optimizerNames } from "./optimizer.ts";
export { type Preset, parsePreset, presetSchema } from "./preset.ts";
export { type TrainingResult, train } from "./train.ts";
export type { TrainingControl, TrainingOptions, TrainingProgress } from "./training-options.ts";
