import type { Affine } from "../affine.ts";
import { fillHoles } from "../components.ts";
import { distanceTransform } from "../distance-transform.ts";
import { masked, percentile } from "../percentile.ts";
import { resample, resampleMask } from "../resample.ts";
import { floorPercentile } from "./foreground.ts";
import { type DisplayImage, modelToImage, type Sampled, type State } from "./state.ts";

/** Resamples image and mask to the model's size, straight from the image's own pixels. */
export function sample(state: State): Sampled {
  if (state.sampled !== undefined) return state.sampled;
  const { image, foreground, height, width } = state;
  const affine = modelToImage(state);
  const size = { rows: height, columns: width };
  const pixels = resample(image, { ...size, affine, outside: image.lowest });
  const mask =
    foreground === undefined
      ? everything(image, size, affine)
      : resampleMask(foreground.mask, { ...size, affine: compose(foreground.fromImage, affine) });
  const depth = distanceTransform({ pixels: mask, rows: height, columns: width });
  const inside = masked(pixels, mask);
  const floor = foreground?.floor ?? (inside.length > 0 ? percentile(inside, floorPercentile) : image.lowest);
  return { pixels, mask, depth, floor, scaled: false };
}

/** All of the image but the padding around it. Padding enclosed by the image stays: dark anatomy may hold that value. */
function everything(
  image: DisplayImage,
  size: { rows: number; columns: number },
  affine: Affine,
): Uint8Array {
  if (image.padding === undefined) return new Uint8Array(size.rows * size.columns).fill(1);
  const padding = { pixels: image.padding, rows: image.rows, columns: image.columns };
  const real = resampleMask(padding, { ...size, affine }).map((isPadding) => 1 - isPadding);
  return fillHoles({ pixels: real, ...size }).pixels;
}

function compose(outer: Affine, inner: Affine): Affine {
  return {
    scaleColumn: outer.scaleColumn * inner.scaleColumn,
    scaleRow: outer.scaleRow * inner.scaleRow,
    offsetColumn: outer.scaleColumn * inner.offsetColumn + outer.offsetColumn,
    offsetRow: outer.scaleRow * inner.offsetRow + outer.offsetRow,
  };
}
