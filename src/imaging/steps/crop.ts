import { ModelFormatError } from "../../errors/index.ts";
import type { PreprocessingStep } from "../preprocessing.ts";
import { boundingBox } from "./bounding-box.ts";
import { requireUnsampled, type State } from "./state.ts";

/** Stretches the foreground's bounding box to rows x columns, centred; what lies around it fills the margin. */
export function crop(state: State, step: Extract<PreprocessingStep, { step: "crop" }>): State {
  requireUnsampled(state, step.step);
  if (state.foreground === undefined) {
    throw new ModelFormatError(
      'The model\'s preprocessing has the step "crop" without a "foreground" before it. Ask whoever made the model to add one.',
      { details: { step: step.step } },
    );
  }
  return {
    ...state,
    window: boundingBox(state.foreground, step.lower, step.upper),
    target: { rows: step.rows, columns: step.columns },
  };
}
