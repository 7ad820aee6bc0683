import type { Frame } from "../imaging/frame.ts";
import type { MapName } from "../scoring/maps.ts";
import type { ImageResult } from "../scoring/result.ts";
import type { BackendChoice, BackendName, LoadedModel } from "./engine.ts";
import type { EncodedError } from "./errors-codec.ts";

/** TensorFlow.js's own names of the WebAssembly backend's builds, and of the script that its threads load. */
export const wasmFileNames = [
  "tfjs-backend-wasm.wasm",
  "tfjs-backend-wasm-simd.wasm",
  "tfjs-backend-wasm-threaded-simd.wasm",
  "tfjs-backend-wasm-threaded-simd.js",
] as const;
/** Absolute URLs. */
export type WasmPaths = Readonly<Record<(typeof wasmFileNames)[number], string>>;

/** A bundle's files as they were read and verified, by path: what a new worker starts from after a fault. */
export type KeptFiles = ReadonlyMap<string, Uint8Array<ArrayBuffer>>;

/** How the worker comes to a backend when it loads its first model. */
export interface BackendPlan {
  readonly candidates: readonly BackendName[];
  /** `measure`: try all, take the fastest, the later one where they are even; `first`: take the first that runs. */
  readonly mode: "measure" | "first";
}

/** What the page asks of the worker: parameters and result of each call. */
export interface Calls {
  readonly configure: {
    readonly params: { readonly plan: BackendPlan; readonly wasmPaths: WasmPaths };
    readonly result: null;
  };
  readonly load: {
    readonly params: { readonly url: string; readonly sha256: string; readonly files?: KeptFiles };
    readonly result: {
      readonly model: LoadedModel;
      readonly backend: BackendChoice;
      /** Absent when the bundle is too large to be kept. */
      readonly files?: KeptFiles;
    };
  };
  readonly score: {
    readonly params: {
      readonly frame: Frame;
      readonly model: string;
      /** The costly ones that are wanted too. */
      readonly maps?: readonly MapName[];
      /** Although the model refuses the image. */
      readonly override?: boolean;
    };
    readonly result: ImageResult;
  };
}
export type CallName = keyof Calls;

/** Page to worker. */
export type WorkerRequest =
  | { [Name in CallName]: { type: "call"; id: number; name: Name; params: Calls[Name]["params"] } }[CallName]
  | { readonly type: "cancel"; readonly id: number };

/** Worker to page. */
export type WorkerResponse =
  | { readonly type: "result"; readonly id: number; readonly value: Calls[CallName]["result"] }
  | { readonly type: "error"; readonly id: number; readonly error: EncodedError }
  /** The call stopped because it was cancelled. */
  | { readonly type: "cancelled"; readonly id: number }
  /** A `load` begins to run the model on a backend; said again for every backend it tries. */
  | { readonly type: "warmUp"; readonly id: number; readonly backend: BackendName }
  | { readonly type: "contextLost" };
