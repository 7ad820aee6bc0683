import type { Frame } from "../imaging/frame.ts";
import type { MapCalibration } from "../scoring/calibration.ts";
import type { MapName } from "../scoring/maps.ts";
import type { ImageResult, ModelIdentity } from "../scoring/result.ts";

export const backendNames = ["webgl", "wasm", "cpu"] as const;
export type BackendName = (typeof backendNames)[number];

/** What the engine runs on, and why. */
export interface BackendChoice {
  readonly name: BackendName;
  /** `fastest`: measured at warm-up; `only`: the other one does not run here; `asked`: the caller chose. */
  readonly reason: "fastest" | "only" | "asked";
  /** GPU or CPU as the browser names it, for the diagnostics. */
  readonly device: string;
  /** Warm encode+decode of one image at start, ms, by backend that was tried. */
  readonly warmUpMs: Readonly<Partial<Record<BackendName, number>>>;
}

/** What an interface needs to know of a loaded model. */
export interface LoadedModel {
  readonly identity: ModelIdentity;
  readonly name: string;
  readonly description: string;
  readonly licence: string;
  readonly height: number;
  readonly width: number;
  readonly latentSize: number;
  /** Scales and units of the maps; one that is not here is not offered. */
  readonly maps: Readonly<Partial<Record<MapName, MapCalibration | undefined>>>;
  readonly threshold: { readonly falsePositivePixels: number; readonly value: number };
  readonly imageThreshold: { readonly falsePositiveRate: number; readonly value: number };
  /** nats: between which values 95 % of healthy images lie, one a latent dimension; older bundles have none. */
  readonly klPerDimension?: { readonly lower: readonly number[]; readonly upper: readonly number[] };
  readonly population: { readonly description: string; readonly images: number; readonly patients: number };
  /** It was not evaluated on images with findings when it was made: how well it finds anything is unknown. */
  readonly untested?: true;
  /** URL of CARD.md. */
  readonly cardUrl: string;
}

/** One image's result as the engine gives it. */
export interface EngineResult extends ImageResult {
  readonly backend: BackendName;
  /** From request begun to result ready, without waiting in the queue; ms. */
  readonly ms: number;
}

export interface ScoreOptions {
  readonly signal?: AbortSignal;
  /** `visible` goes before `background`; among `visible` the newest goes first. */
  readonly priority?: "visible" | "background";
  /** Maps that are wanted; the costly ones (`costlyMapNames`) are computed only when named here. */
  readonly maps?: readonly MapName[] | undefined;
  /** Score an image that the model refuses, for research; the result's applicability says `overridden`. */
  readonly override?: boolean | undefined;
}

export interface LoadModelOptions {
  /** URL of the bundle's folder, absolute. */
  readonly url: string;
  /** SHA-256 of bundle.json, as the manifest pins it. */
  readonly sha256: string;
  /** The bundle's files by path, where they are at hand: a model of the user's own. They are verified all the same. */
  readonly files?: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
  readonly signal?: AbortSignal;
}

/**
 * Runs a model on images, off the main thread. One engine, one WebGL context.
 *
 * @throws ModelIntegrityError, ModelFormatError from `load`; BackendUnavailableError where nothing runs;
 *   ContextLostError when the GPU is gone; the signal's reason when aborted.
 */
export interface Engine {
  readonly backend: BackendChoice | undefined;
  load(options: LoadModelOptions): Promise<LoadedModel>;
  /** The frame's pixels are copied, not taken. `model` is the `sha256` of a loaded model. */
  score(frame: Frame, model: string, options?: ScoreOptions): Promise<EngineResult>;
  dispose(): void;
}
