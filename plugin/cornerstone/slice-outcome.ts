import type { EngineResult } from "../../src/inference/engine.ts";
import type { MapName } from "../../src/scoring/maps.ts";
import type { SliceMap } from "./reslice.ts";

/** What came of one slice: a result (it may say that the slice is refused), or why there is none. */
export type SliceOutcome =
  | { readonly result: EngineResult; readonly error?: never }
  | { readonly result?: never; readonly error: unknown };

/** One of the slice's maps; undefined where there is none to show. */
export function sliceMap(outcome: SliceOutcome | undefined, map: MapName): SliceMap | undefined {
  const result = outcome?.result;
  const values = result?.maps[map];
  if (!values || result?.applicability.outcome === "refused") return undefined;
  const { height, width, affine } = result;
  return { values, height, width, affine };
}

/** The slice with the highest score; the first refused or failed one where none has a score. */
export function worstSlice(outcomes: readonly (SliceOutcome | undefined)[]): number | undefined {
  let worst: number | undefined;
  let highest = Number.NEGATIVE_INFINITY;
  outcomes.forEach((outcome, slice) => {
    const score = outcome?.result?.scores.anomaly?.value;
    if (score === undefined || score <= highest) return;
    [worst, highest] = [slice, score];
  });
  const first = outcomes.findIndex((outcome) => outcome !== undefined);
  return worst ?? (first === -1 ? undefined : first);
}
