import { NotApplicableError } from "../../errors/index.ts";
import { fillHoles, largestComponent } from "../components.ts";
import { above, close, type Mask, open } from "../morphology.ts";
import { sortedPercentile } from "../percentile.ts";
import type { PreprocessingStep } from "../preprocessing.ts";
import { reduceWindow } from "./reduce-window.ts";
import { requireUnsampled, type State } from "./state.ts";

/** The percentile that stands for air. The lowest value itself could be one broken pixel. */
export const floorPercentile = 0.5;

/**
 * Finds the foreground (the head, the chest) on the window reduced to at most `size` x `size` square pixels.
 * The threshold counts from the level of air, so that it does not depend on the rescale intercept. Padding holds the lowest value and so
 * counts as air; enclosed by foreground it is filled like any other hole (some scanners mark 0 as padding).
 *
 * @throws NotApplicableError when nothing stands out from the background
 */
export function findForeground(
  state: State,
  step: Extract<PreprocessingStep, { step: "foreground" }>,
): State {
  requireUnsampled(state, step.step);
  const { pixels: reduced, rows, columns, fromImage } = reduceWindow(state, step.size);
  const sorted = reduced.slice().sort();
  const floor = sortedPercentile(sorted, floorPercentile);
  const threshold = floor + step.fraction * (sortedPercentile(sorted, step.percentile) - floor);
  const bright: Mask = { pixels: above(reduced, threshold), rows, columns };
  const whole = fillHoles(largestComponent(open(bright, step.opening)));
  const mask = fillHoles(close(whole, step.closing));
  if (!mask.pixels.includes(1)) {
    throw new NotApplicableError(
      "Nothing in this image stands out from its background. Choose an image that shows the body part the model is for.",
      { details: { reason: "no-foreground" } },
    );
  }
  return { ...state, foreground: { mask, fromImage, floor } };
}
