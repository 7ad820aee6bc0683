import type { ScoredSlice } from "../../triage/worker/slice-scorer.ts";

/** What a scoring thread begins with. */
export interface ThreadSetup {
  /** Of the models' bundles. */
  readonly folders: readonly string[];
}

export type ThreadRequest =
  | {
      readonly kind: "score";
      readonly id: number;
      readonly bytes: Uint8Array;
      readonly model: string;
      readonly done: readonly number[];
      readonly pictureAbove: number;
    }
  | { readonly kind: "cancel"; readonly id: number };

export type ThreadAnswer =
  | { readonly kind: "ready"; readonly models: readonly string[] }
  | { readonly kind: "slice"; readonly id: number; readonly slice: ScoredSlice }
  | { readonly kind: "end"; readonly id: number }
  | { readonly kind: "failure"; readonly id: number; readonly error: unknown };
