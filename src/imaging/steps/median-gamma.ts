import { ModelFormatError } from "../../errors/index.ts";
import { percentile } from "../percentile.ts";
import type { PreprocessingStep } from "../preprocessing.ts";
import { sample } from "./sample.ts";
import type { State } from "./state.ts";

/** Medians nearer to 0 or 1 than this are taken as this: the exponent has no limit there. */
const least = 0.01;

/** Raises to the power that brings the median of the input's centre to `value`. */
export function medianGamma(state: State, step: Extract<PreprocessingStep, { step: "medianGamma" }>): State {
  const sampled = sample(state);
  if (!sampled.scaled) {
    throw new ModelFormatError(
      'The model\'s preprocessing has the step "medianGamma" before intensities are scaled to 0..1. Ask whoever made the model to put "percentileScale" or "medianScale" before it.',
      { details: { step: step.step } },
    );
  }
  const { height, width } = state;
  const top = Math.round(step.margin * height);
  const left = Math.round(step.margin * width);
  const rows = height - 2 * top;
  const columns = width - 2 * left;
  const centre = new Float32Array(rows * columns);
  for (let r = 0; r < rows; r++) {
    const from = (top + r) * width + left;
    centre.set(sampled.pixels.subarray(from, from + columns), r * columns);
  }
  const median = Math.min(1 - least, Math.max(least, percentile(centre, 50)));
  const gamma = Math.log(step.value) / Math.log(median);
  return { ...state, sampled: { ...sampled, pixels: sampled.pixels.map((x) => x ** gamma) } };
}
