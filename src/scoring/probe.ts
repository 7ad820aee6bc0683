import type { PixelPoint } from "../imaging/affine.ts";
import { mapAtPoint } from "./map-to-image.ts";
import type { ImageResult } from "./result.ts";

/** What a result says of one point of its image. */
export interface ProbedMaps {
  /** Decoder's mean, normalised; absent where the result was kept without it. */
  readonly reconstruction?: number;
  /** |image - reconstruction| on the foreground, 0 elsewhere, normalised. */
  readonly residual?: number;
  /** In the anomaly map's units. */
  readonly anomaly: number;
  /** The anomaly in multiples of the calibrated threshold; absent where that is not above 0. */
  readonly timesThreshold?: number;
}

/**
 * The result's maps at a point, bilinear between the model's pixels.
 *
 * @param point image pixels, fractional; centres of pixels lie at whole numbers
 * @returns undefined outside the model's field of view, and for a refused image
 */
export function probeMaps(
  {
    affine,
    height,
    width,
    maps,
    reconstruction,
    threshold,
  }: Pick<ImageResult, "affine" | "height" | "width" | "maps" | "reconstruction" | "threshold">,
  point: PixelPoint,
): ProbedMaps | undefined {
  const at = (values: Float32Array | undefined) =>
    values && mapAtPoint({ values, height, width }, affine, point);
  const anomaly = at(maps.anomaly);
  if (anomaly === undefined) return undefined;
  const residual = at(maps.residual);
  const reconstructed = at(reconstruction);
  return {
    anomaly,
    ...(residual === undefined ? {} : { residual }),
    ...(reconstructed === undefined ? {} : { reconstruction: reconstructed }),
    ...(threshold > 0 ? { timesThreshold: anomaly / threshold } : {}),
  };
}
