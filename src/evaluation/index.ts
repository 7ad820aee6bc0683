export { type BootstrapOptions, bootstrap, type Figure } from "./bootstrap.ts";
export { type EvaluateControl, evaluate } from "./evaluate.ts";
export type { EvaluateOptions } from "./evaluate-options.ts";
export type { EvaluationImage } from "./evaluation-image.ts";
export { type ForeignGroup, measureForeign } from "./foreign/measure-foreign.ts";
export { Gallery, type GalleryOptions } from "./gallery/gallery.ts";
export type { LocalReport } from "./local-report.ts";
export { auroc, averagePrecision, imageMetrics } from "./metrics.ts";
export { type ImageFigures, type Metrics, metricsSchema, type PixelFigures } from "./metrics-schema.ts";
export { dice } from "./pixel-metrics.ts";
export {
  type LocalImage,
  type RecalibrateOptions,
  type Recalibration,
  recalibrate,
} from "./recalibrate.ts";
export { reportHtml } from "./report-html.ts";
