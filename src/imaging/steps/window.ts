import { hounsfieldWindows, type PreprocessingStep } from "../preprocessing.ts";
import { requireUninverted } from "./hounsfield.ts";
import { sample } from "./sample.ts";
import { rescale } from "./scale.ts";
import type { State } from "./state.ts";

/**
 * Maps the ends of a Hounsfield window to 0 and 1, and clips: the function LINEAR_EXACT of DICOM PS3.3 C.11.2.1.3.2.
 *
 * @throws NotApplicableError when the image is MONOCHROME1
 */
export function applyWindow(state: State, step: Extract<PreprocessingStep, { step: "window" }>): State {
  requireUninverted(state);
  const { centre, width } = typeof step.window === "string" ? hounsfieldWindows[step.window] : step.window;
  return { ...state, sampled: rescale(sample(state), centre - width / 2, centre + width / 2, 1) };
}
