import { NotApplicableError } from "../../errors/index.ts";
import { fillHoles, largestComponent } from "../components.ts";
import { above, close, type Mask, open } from "../morphology.ts";
import type { PreprocessingStep } from "../preprocessing.ts";
import { airHounsfield, requireAir, requireUninverted } from "./hounsfield.ts";
import { reduceWindow } from "./reduce-window.ts";
import { requireUnsampled, type State } from "./state.ts";

/**
 * Takes the body of a CT image, the largest part denser than the threshold with all it encloses, for the foreground:
 * what lies outside (air, the table, tubes) is 0 once intensities are scaled. The opening parts the body from a table
 * that it touches.
 *
 * @throws NotApplicableError when nothing is that dense, or the values are no Hounsfield units
 */
export function removeTable(state: State, step: Extract<PreprocessingStep, { step: "removeTable" }>): State {
  requireUnsampled(state, step.step);
  requireUninverted(state);
  requireAir(state);
  const { pixels, rows, columns, fromImage } = reduceWindow(state, step.size);
  const dense: Mask = { pixels: above(pixels, step.threshold), rows, columns };
  const body = largestComponent(open(dense, step.opening));
  // The closing also mends the thin chest wall where the opening broke it, so that the lungs are enclosed.
  const mask = fillHoles(close(body, step.closing));
  if (!mask.pixels.includes(1)) {
    throw new NotApplicableError(
      "This image shows no body. Choose an image that shows the body part the model is for.",
      { details: { reason: "no-foreground" } },
    );
  }
  return { ...state, foreground: { mask, fromImage, floor: airHounsfield } };
}
