import { above } from "../morphology.ts";
import { masked, percentile } from "../percentile.ts";
import type { PreprocessingStep } from "../preprocessing.ts";
import { sample } from "./sample.ts";
import { rescale } from "./scale.ts";
import type { State } from "./state.ts";

/**
 * Scales from the level of air so that the median at depth > `depth` model pixels becomes `value`. A foreground
 * too thin to reach that depth is measured in the deeper half of what it has.
 *
 * @throws NotApplicableError when that median is no brighter than air
 */
export function medianScale(state: State, step: Extract<PreprocessingStep, { step: "medianScale" }>): State {
  const sampled = sample(state);
  const deepest = sampled.depth.reduce((deep, d) => Math.max(deep, d), 0);
  const depth = Math.min(step.depth, deepest / 2);
  const values = masked(sampled.pixels, above(sampled.depth, depth));
  const median = values.length > 0 ? percentile(values, 50) : Number.NaN;
  return { ...state, sampled: rescale(sampled, sampled.floor, median, step.value) };
}
