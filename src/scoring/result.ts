import type { Affine } from "../imaging/affine.ts";
import type { MapName, ScoreName } from "./maps.ts";

/** Which weights made a result; carried by every result, shown and stored with it. */
export interface ModelIdentity {
  readonly id: string;
  readonly version: string;
  /** SHA-256 of bundle.json, lower-case hex; bundle.json holds those of all other files. */
  readonly sha256: string;
}

export const applicabilityOutcomes = ["applies", "caution", "refused"] as const;
export type ApplicabilityOutcome = (typeof applicabilityOutcomes)[number];

/** Why a model applies with caution or not at all; the interface translates `code` with `details`. */
export interface ApplicabilityReason {
  readonly code: string;
  /** English, for logs and the command line. */
  readonly message: string;
  readonly details: Readonly<Record<string, string | number>>;
}

export interface Applicability {
  readonly outcome: ApplicabilityOutcome;
  readonly reasons: readonly ApplicabilityReason[];
}

/**
 * What a result says of it. `overridden`: the model refuses the image, for the reasons given, and was run all the same
 * because a researcher asked for it; scores and maps mean nothing certain.
 */
export interface ResultApplicability {
  readonly outcome: ApplicabilityOutcome | "overridden";
  readonly reasons: readonly ApplicabilityReason[];
}

export interface Score {
  readonly value: number;
  /** Conformal: (1 + healthy images scoring at least this) / (healthy images + 1), 0..1. */
  readonly pValue: number;
}

/** A connected component of the anomaly map above the threshold. */
export interface Region {
  /** From 1, by falling peak. */
  readonly id: number;
  /** mm²; absent when the image's spacing is unknown. */
  readonly areaMm2?: number;
  /** Pixels of the image (not of the model) that it covers. */
  readonly areaPixels: number;
  readonly peak: number;
  readonly mean: number;
  /** Where the peak lies, image pixels. */
  readonly peakPoint: { readonly column: number; readonly row: number };
  /** Centre of mass weighted by the map, image pixels. */
  readonly centroid: { readonly column: number; readonly row: number };
  /** Image pixels, inclusive, may be fractional. */
  readonly bounds: {
    readonly left: number;
    readonly top: number;
    readonly right: number;
    readonly bottom: number;
  };
}

/** All that is known of one image: plain data, cheap to copy between threads and to keep. */
export interface ImageResult {
  readonly model: ModelIdentity;
  readonly applicability: ResultApplicability;
  /** Model space. Empty when refused. */
  readonly height: number;
  readonly width: number;
  /** From model pixels to image pixels. */
  readonly affine: Affine;
  /** Where the model is for the image, the costly ones only where they were asked for. */
  readonly maps: Readonly<Partial<Record<MapName, Float32Array>>>;
  /** Decoder's mean, [height, width], normalised; absent when refused. */
  readonly reconstruction?: Float32Array;
  readonly scores: Readonly<Partial<Record<ScoreName, Score>>>;
  /** nats, one a latent dimension. */
  readonly klPerDimension: Float32Array;
  /** Above the calibrated threshold; `findRegions` makes them for another. */
  readonly regions: readonly Region[];
  /** The threshold that `regions` were made with. */
  readonly threshold: number;
}
