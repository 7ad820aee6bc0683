import type { LocalReport } from "../../evaluation/local-report.ts";
import type { Frame } from "../../imaging/frame.ts";
import type { BackendName } from "../../inference/engine.ts";
import type { EncodedError } from "../../inference/errors-codec.ts";
import type { WasmPaths } from "../../inference/protocol.ts";
import type { ApplicabilityReason } from "../../scoring/result.ts";
import type { BundleFiles } from "../models/bundle-archive.ts";

/** A model that was calibrated anew, not kept yet. */
export interface SiteCalibration {
  readonly files: BundleFiles;
  readonly id: string;
  readonly version: string;
  readonly report: LocalReport;
}

export interface RecalibrationSettings {
  readonly files: BundleFiles;
  /** Who the images are of. */
  readonly population: string;
  readonly wasmPaths: WasmPaths;
  /** WebAssembly when absent, and WebGL where that does not run. */
  readonly backend?: BackendName;
}

/** Page to worker: once `begin`, any number of images, once `end`. */
export type RecalibrationRequest =
  | { readonly type: "begin"; readonly settings: RecalibrationSettings }
  | { readonly type: "image"; readonly frame: Frame; readonly patient: string }
  | { readonly type: "end" };

/** Worker to page. */
export type RecalibrationResponse =
  /** The next image, in their order, has been taken: there is room for another. */
  | { readonly type: "taken" }
  | { readonly type: "refused"; readonly reason: ApplicabilityReason }
  | { readonly type: "result"; readonly result: SiteCalibration }
  | { readonly type: "error"; readonly error: EncodedError };
