import type { Affine } from "../affine.ts";
import { distanceTransform } from "../distance-transform.ts";
import { masked, percentile } from "../percentile.ts";
import { resample, resampleMask } from "../resample.ts";
import { floorPercentile } from "./foreground.ts";
import { modelToImage, type Sampled, type State } from "./state.ts";

/** Resamples image and mask to the model's size, straight from the image's own pixels. */
export function sample(state: State): Sampled {
  if (state.sampled !== undefined) return state.sampled;
  const { image, foreground, height, width } = state;
  const affine = modelToImage(state);
  const size = { rows: height, columns: width };
  const pixels = resample(image, { ...size, affine, outside: image.lowest });
  const mask =
    foreground === undefined
      ? new Uint8Array(height * width).fill(1)
      : resampleMask(foreground.mask, { ...size, affine: compose(foreground.fromImage, affine) });
  if (image.padding !== undefined) {
    const grid = { pixels: image.padding, rows: image.rows, columns: image.columns };
    const padding = resampleMask(grid, { ...size, affine });
    for (let i = 0; i < mask.length; i++) if (padding[i]) mask[i] = 0;
  }
  const depth = distanceTransform({ pixels: mask, rows: height, columns: width });
  const inside = masked(pixels, mask);
  const floor = foreground?.floor ?? (inside.length > 0 ? percentile(inside, floorPercentile) : image.lowest);
  return { pixels, mask, depth, floor, scaled: false };
}

function compose(outer: Affine, inner: Affine): Affine {
  return {
    scaleColumn: outer.scaleColumn * inner.scaleColumn,
    scaleRow: outer.scaleRow * inner.scaleRow,
    offsetColumn: outer.scaleColumn * inner.offsetColumn + outer.offsetColumn,
    offsetRow: outer.scaleRow * inner.offsetRow + outer.offsetRow,
  };
}
