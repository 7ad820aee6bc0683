import { NotApplicableError } from "../../errors/index.ts";
import { sortedPercentile } from "../percentile.ts";
import type { PreprocessingStep } from "../preprocessing.ts";
import { resample } from "../resample.ts";
import { floorPercentile } from "./foreground.ts";
import { requireUnsampled, type State } from "./state.ts";

/** Larger windows are looked at reduced to this many rows or columns: collimation borders need no more. */
const maximumSide = 512;

/**
 * Drops the dark rows and columns at the window's edges (collimation, film borders).
 *
 * @throws NotApplicableError when no row or no column is left
 */
export function trimBorders(state: State, step: Extract<PreprocessingStep, { step: "trimBorders" }>): State {
  requireUnsampled(state, step.step);
  const { image, window } = state;
  const rows = Math.min(maximumSide, Math.max(1, Math.round(window.bottom - window.top)));
  const columns = Math.min(maximumSide, Math.max(1, Math.round(window.right - window.left)));
  const scaleRow = (window.bottom - window.top) / rows;
  const scaleColumn = (window.right - window.left) / columns;
  const reduced = resample(image, {
    rows,
    columns,
    affine: {
      scaleRow,
      scaleColumn,
      offsetRow: window.top + scaleRow / 2 - 0.5,
      offsetColumn: window.left + scaleColumn / 2 - 0.5,
    },
    outside: image.lowest,
  });
  const sorted = reduced.slice().sort();
  const floor = sortedPercentile(sorted, floorPercentile);
  const threshold = floor + step.fraction * (sortedPercentile(sorted, step.percentile) - floor);

  const byRow = new Float64Array(rows);
  const byColumn = new Float64Array(columns);
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) {
      if (reduced[r * columns + c]! <= threshold) continue;
      byRow[r]! += 1 / columns;
      byColumn[c]! += 1 / rows;
    }
  }
  const isKept = (share: number) => share > step.share;
  const top = byRow.findIndex(isKept);
  const left = byColumn.findIndex(isKept);
  if (top < 0 || left < 0) {
    throw new NotApplicableError(
      "This image is dark almost everywhere. Choose an image that shows the body part the model is for.",
      { details: { reason: "no-foreground" } },
    );
  }
  return {
    ...state,
    window: {
      top: window.top + top * scaleRow,
      bottom: window.top + (byRow.findLastIndex(isKept) + 1) * scaleRow,
      left: window.left + left * scaleColumn,
      right: window.left + (byColumn.findLastIndex(isKept) + 1) * scaleColumn,
    },
  };
}
