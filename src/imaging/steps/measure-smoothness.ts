import { NotApplicableError } from "../../errors/index.ts";
import { gradientMagnitude } from "../gradient.ts";
import type { PreprocessingStep } from "../preprocessing.ts";
import { reduceWindow } from "./reduce-window.ts";
import { requireUnsampled, type State } from "./state.ts";

/**
 * Measures how smooth the window is, and changes nothing: the mean of -log(|∇| / range + floor) over its centre, where
 * range is the window's highest less its lowest value. What scales intensities later, each image by itself, takes away
 * how faint its contrasts were; this keeps it.
 *
 * @throws NotApplicableError when all pixels are alike
 */
export function measureSmoothness(
  state: State,
  { step, size, margin, floor }: Extract<PreprocessingStep, { step: "measureSmoothness" }>,
): State {
  requireUnsampled(state, step);
  const { pixels, rows, columns } = reduceWindow(state, size);
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  for (const value of pixels) {
    lowest = Math.min(lowest, value);
    highest = Math.max(highest, value);
  }
  const range = highest - lowest;
  if (!(range > 0)) {
    throw new NotApplicableError(
      "This image has no contrast within the part the model looks at. Choose another image.",
      { details: { reason: "no-contrast" } },
    );
  }
  const gradient = gradientMagnitude(pixels, rows, columns);
  const top = Math.floor(rows * margin);
  const left = Math.floor(columns * margin);
  let sum = 0;
  for (let row = top; row < rows - top; row++) {
    for (let column = left; column < columns - left; column++) {
      sum -= Math.log(gradient[row * columns + column]! / range + floor);
    }
  }
  return { ...state, smoothness: sum / ((rows - 2 * top) * (columns - 2 * left)) };
}
