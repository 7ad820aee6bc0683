import { masked, sortedPercentile } from "../percentile.ts";
import type { PreprocessingStep } from "../preprocessing.ts";
import { sample } from "./sample.ts";
import { rescale } from "./scale.ts";
import type { State } from "./state.ts";

/**
 * Maps two percentiles of the pixels in the mask to 0 and 1, and clips.
 *
 * @throws NotApplicableError when the two percentiles are equal
 */
export function percentileScale(
  state: State,
  step: Extract<PreprocessingStep, { step: "percentileScale" }>,
): State {
  const sampled = sample(state);
  const sorted = masked(sampled.pixels, sampled.mask).sort();
  const low = sortedPercentile(sorted, step.lower);
  const high = sortedPercentile(sorted, step.upper);
  return { ...state, sampled: rescale(sampled, low, high, 1) };
}
