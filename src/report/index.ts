export type { Writing } from "./common-modules.ts";
export type { DicomDataset } from "./dataset.ts";
export { type ReadDatasetOptions, readDicomFile, writeDicomFile } from "./dicom-file.ts";
export type { DicomWebOptions } from "./dicom-web.ts";
export type { Finding, FindingSlice } from "./findings.ts";
export { type ReadOverlay, readOverlay } from "./reading/read-overlay.ts";
export {
  type ReadMapFrame,
  type ReadParametricMap,
  readParametricMap,
} from "./reading/read-parametric-map.ts";
export {
  type ReadSegment,
  type ReadSegmentation,
  type ReadSegmentFrame,
  readSegmentation,
} from "./reading/read-segmentation.ts";
export { type UnreadableReason, unreadableReason, unreadableReasons } from "./reading/unreadable.ts";
export type { ReportImage, ReportModel } from "./report-image.ts";
export {
  isObject,
  makeResultFiles,
  type ResultFile,
  type ResultFiles,
  type ResultFilesOptions,
  type ResultKind,
  type ResultObject,
  resultKinds,
} from "./result-files.ts";
export { makeSeriesReport, type SeriesReport, type SeriesReportOptions } from "./series-report.ts";
export { findPredecessors, isStored, type RefusedObject, type StoreOutcome, storeFiles } from "./store.ts";
export { type StoreObjectsOptions, type StoreObjectsOutcome, storeObjects } from "./store-objects.ts";
export type { StoredObject } from "./structured-report.ts";
export { imagesCsv, regionsCsv } from "./tables/csv.ts";
export { makeResults, type ResultsOptions } from "./tables/results.ts";
export { type Results, resultsJsonSchema, resultsSchema } from "./tables/results-schema.ts";
