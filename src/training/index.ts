export type { TrainingImages } from "./batches.ts";
export type { CheckpointStore, EpochRecord } from "./checkpoint.ts";
export { type OptimizerName, optimizerNames } from "./optimizer.ts";
export { type Preset, parsePreset, presetSchema } from "./preset.ts";
export {
  type TrainingControl,
  type TrainingOptions,
  type TrainingProgress,
  type TrainingResult,
  train,
} from "./train.ts";
