export { type Affine, applyAffine, invertAffine, type PixelPoint } from "./affine.ts";
export { createFrame } from "./create-frame.ts";
export type { Frame, FramePlane, FrameTags, PhotometricInterpretation, Vector3 } from "./frame.ts";
export type { FrameSource, ModalityLut, PixelArray } from "./frame-source.ts";
export type { InputStatistics, ModelInput } from "./model-input.ts";
export { imageToPatient } from "./patient-space.ts";
export { type Plane, planeOf } from "./plane.ts";
export { prepare } from "./prepare.ts";
export { type PreprocessingStep, preprocessingSchema, preprocessingStepSchema } from "./preprocessing.ts";
