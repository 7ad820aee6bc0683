import { NotApplicableError } from "../../errors/index.ts";
import { fillHoles, largestComponent } from "../components.ts";
import { above, close, type Mask, open } from "../morphology.ts";
import { sortedPercentile } from "../percentile.ts";
import type { PreprocessingStep } from "../preprocessing.ts";
import { resample } from "../resample.ts";
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
  const { image, window } = state;
  const height = (window.bottom - window.top) * image.spacing.row;
  const width = (window.right - window.left) * image.spacing.column;
  const pitch = Math.max(height, width) / step.size;
  const rows = Math.max(1, Math.round(height / pitch));
  const columns = Math.max(1, Math.round(width / pitch));
  const scaleRow = (window.bottom - window.top) / rows;
  const scaleColumn = (window.right - window.left) / columns;
  const affine = {
    scaleRow,
    scaleColumn,
    offsetRow: window.top + scaleRow / 2 - 0.5,
    offsetColumn: window.left + scaleColumn / 2 - 0.5,
  };

  const reduced = resample(image, { rows, columns, affine, outside: image.lowest });
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
  const fromImage = {
    scaleRow: 1 / scaleRow,
    scaleColumn: 1 / scaleColumn,
    offsetRow: -affine.offsetRow / scaleRow,
    offsetColumn: -affine.offsetColumn / scaleColumn,
  };
  return { ...state, foreground: { mask, fromImage, floor } };
}
