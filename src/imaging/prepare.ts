import { ModelFormatError } from "../errors/index.ts";
import { displayImage } from "./display-image.ts";
import type { Frame } from "./frame.ts";
import type { InputStatistics, ModelInput } from "./model-input.ts";
import type { PreprocessingStep } from "./preprocessing.ts";
import { boundingBox } from "./steps/bounding-box.ts";
import { crop } from "./steps/crop.ts";
import { findForeground } from "./steps/foreground.ts";
import { measureSmoothness } from "./steps/measure-smoothness.ts";
import { medianGamma } from "./steps/median-gamma.ts";
import { medianScale } from "./steps/median-scale.ts";
import { percentileScale } from "./steps/percentile-scale.ts";
import { removeTable } from "./steps/remove-table.ts";
import { modelToImage, type State } from "./steps/state.ts";
import { trimBorders } from "./steps/trim-borders.ts";
import { applyWindow } from "./steps/window.ts";

/**
 * Turns a frame into what the network takes, by the steps a bundle names. Any linear change of the frame's
 * intensities with a positive slope leaves the result as it is, unless a step counts in Hounsfield units.
 *
 * @param size of the network's input, pixels
 * @throws NotApplicableError when the image shows nothing the steps can work on
 * @throws ModelFormatError when the steps are in an order that makes no sense
 */
export function prepare(
  frame: Frame,
  steps: readonly PreprocessingStep[],
  size: { height: number; width: number },
): ModelInput {
  const { height, width } = size;
  const start: State = {
    image: displayImage(frame),
    height,
    width,
    window: { top: 0, bottom: frame.rows, left: 0, right: frame.columns },
    target: { rows: height, columns: width },
  };
  const state = steps.reduce(apply, start);
  const { sampled } = state;
  if (!sampled?.scaled) {
    throw new ModelFormatError(
      'The model\'s preprocessing never scales intensities to 0..1. Ask whoever made the model to add "medianScale", "percentileScale" or "window".',
    );
  }
  const { pixels, mask, depth } = sampled;
  return {
    pixels,
    mask,
    depth,
    height,
    width,
    affine: modelToImage(state),
    statistics: statistics(state),
  };
}

function apply(state: State, step: PreprocessingStep): State {
  switch (step.step) {
    case "foreground":
      return findForeground(state, step);
    case "removeTable":
      return removeTable(state, step);
    case "trimBorders":
      return trimBorders(state, step);
    case "measureSmoothness":
      return measureSmoothness(state, step);
    case "crop":
      return crop(state, step);
    case "medianScale":
      return medianScale(state, step);
    case "percentileScale":
      return percentileScale(state, step);
    case "window":
      return applyWindow(state, step);
    case "medianGamma":
      return medianGamma(state, step);
  }
}

function statistics({ image, foreground, window, smoothness }: State): InputStatistics {
  const box = foreground === undefined ? window : boundingBox(foreground, 0.5, 99.5);
  const width = (box.right - box.left) * image.spacing.column;
  const height = (box.bottom - box.top) * image.spacing.row;
  let share = 1;
  if (foreground !== undefined) {
    const pixels = foreground.mask.pixels.reduce((sum, inside) => sum + inside, 0);
    const area = pixels / (foreground.fromImage.scaleRow * foreground.fromImage.scaleColumn);
    share = area / (image.rows * image.columns);
  }
  return {
    foreground: share,
    aspect: width / height,
    ...(smoothness === undefined ? {} : { smoothness }),
  };
}
