export { type Affine, applyAffine, invertAffine, type PixelPoint } from "./affine.ts";
export type { Frame, FramePlane, FrameTags, PhotometricInterpretation, Vector3 } from "./frame.ts";
export type { InputStatistics, ModelInput } from "./model-input.ts";
export { prepare } from "./prepare.ts";
export { type PreprocessingStep, preprocessingSchema, preprocessingStepSchema } from "./preprocessing.ts";
