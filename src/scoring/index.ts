export { assessApplicability } from "./applicability.ts";
export { type CalibrateOptions, Calibrator, calibrate } from "./calibrate.ts";
export { type Calibration, calibrationSchema, type MapCalibration } from "./calibration.ts";
export { conformalThreshold, pValue } from "./conformal.ts";
export { type Explanation, explain, type PatientSide } from "./explain.ts";
export { type ApplicabilityCode, applicabilityCodes } from "./finding.ts";
export { type ModelMap, mapAtPoint, mapToImage } from "./map-to-image.ts";
export {
  type CostlyMapName,
  costlyMapNames,
  type DefaultMapName,
  defaultMapNames,
  type MapName,
  mapNames,
  type ScoreName,
  type Scoring,
  scoreNames,
  scoringSchema,
} from "./maps.ts";
export { createModel, type LoadModelOptions, loadModel, type Model, parseCalibration } from "./model.ts";
export { type ProbedMaps, probeMaps } from "./probe.ts";
export type { RawScores } from "./raw-scores.ts";
export { parseReference, type Reference, referenceSchema } from "./reference.ts";
export { fitReference, ReferenceFitter, spread, withoutReference } from "./reference-fitter.ts";
export { type FindRegionsOptions, findRegions } from "./regions.ts";
export type {
  Applicability,
  ApplicabilityOutcome,
  ApplicabilityReason,
  ImageResult,
  ModelIdentity,
  Region,
  ResultApplicability,
  Score,
} from "./result.ts";
export { type ScoreFrameOptions, scoreFrame, toImageResult } from "./score-frame.ts";
export { type ScoreInputsOptions, scoreInputs } from "./score-input.ts";
export {
  joinRegions,
  type RegionPart,
  type SeriesRegion,
  type SeriesRegions,
  type SeriesSlice,
} from "./series-regions.ts";
export { type ImageThreshold, type SeriesScore, scoreLevel, seriesScore } from "./series-score.ts";
export { type FrameFacts, type SliceFindings, type SliceRegion, sliceFindings } from "./slice-findings.ts";
export { type SliceStack, type StackProblem, stackProblems, stackSlices } from "./slice-stack.ts";
export { topMean } from "./top-mean.ts";
