import type { Frame } from "../../imaging/frame.ts";
import type { PreprocessingStep } from "../../imaging/preprocessing.ts";
import type { BackendChoice, BackendName } from "../../inference/engine.ts";
import type { EncodedError } from "../../inference/errors-codec.ts";
import type { WasmPaths } from "../../inference/protocol.ts";
import type { EpochRecord, TrainingProgress } from "../../training/index.ts";
import type { BundleFiles } from "../models/bundle-archive.ts";
import type { ImagePart } from "./patient-split.ts";
import type { Preview } from "./preview.ts";
import type { KeptRun, RunPlan } from "./run-store.ts";

/** How a run came to its end. */
export interface RunEnd {
  /** All epochs were run, or as many as an early stop left; else the user stopped it. */
  readonly complete: boolean;
  /** Of the whole epochs. */
  readonly history: readonly EpochRecord[];
}

/** What the page asks of the training worker: parameters and result of each call. */
export interface TrainingCalls {
  readonly configure: {
    readonly params: {
      readonly wasmPaths: WasmPaths;
      /** By default the faster one of WebGL and WASM. */
      readonly backend?: BackendName;
    };
    readonly result: null;
  };
  /** Prepares an image and keeps it; images count from 0 in the order of these calls. Fails without keeping it. */
  readonly prepare: {
    readonly params: {
      readonly frame: Frame;
      readonly preprocessing: readonly PreprocessingStep[];
      readonly input: { readonly height: number; readonly width: number };
    };
    readonly result: null;
  };
  /** Forgets the images. */
  readonly clear: { readonly params: null; readonly result: null };
  readonly train: {
    readonly params: {
      readonly plan: RunPlan;
      /** One an image. */
      readonly parts: readonly ImagePart[];
    };
    readonly result: RunEnd;
  };
  /** The run that is kept in this browser. */
  readonly kept: { readonly params: null; readonly result: KeptRun | undefined };
  /** Takes up the run that is kept: on with the training, or with its checkpoint as it is. */
  readonly resume: { readonly params: { readonly train: boolean }; readonly result: RunEnd };
  /** Calibrates the last checkpoint's network and makes a bundle. */
  readonly finish: { readonly params: null; readonly result: BundleFiles };
  /** Forgets the run, in the browser too. */
  readonly discard: { readonly params: null; readonly result: null };
}
export type TrainingCallName = keyof TrainingCalls;

/** What a call says before it ends. */
export type TrainingUpdate =
  | { readonly type: "backend"; readonly choice: BackendChoice }
  | { readonly type: "step"; readonly progress: TrainingProgress }
  | { readonly type: "preview"; readonly preview: Preview }
  /** The browser does not keep the run: a reload of the page would lose it. */
  | { readonly type: "not-kept" }
  | { readonly type: "calibrated"; readonly images: number };

/** Page to worker. */
export type TrainingRequest =
  | {
      [Name in TrainingCallName]: {
        type: "call";
        id: number;
        name: Name;
        params: TrainingCalls[Name]["params"];
      };
    }[TrainingCallName]
  /** For the call that runs: `stop` ends a training at its last whole epoch, and any other call. */
  | { readonly type: "pause" | "go" | "stop" };

/** Worker to page. */
export type TrainingResponse =
  | {
      readonly type: "result";
      readonly id: number;
      readonly value: TrainingCalls[TrainingCallName]["result"];
    }
  | { readonly type: "error"; readonly id: number; readonly error: EncodedError }
  | { readonly type: "update"; readonly update: TrainingUpdate };
