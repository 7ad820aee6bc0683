import { applyAffine, type PixelPoint } from "../imaging/affine.ts";
import type { ImageResult } from "./result.ts";

/**
 * A reconstruction on the image's own scale, so that both can be shown under one window: by the straight line that
 * fits the image's values to the reconstruction's best over the foreground (least squares). It lays what the two have
 * in common over each other; where preprocessing bends the intensities, the line is the nearest straight one.
 *
 * @param valueAt the image's value at whole image pixels; undefined outside the image
 * @returns [height, width] in the units of `valueAt`; undefined without a reconstruction, or where no line fits
 */
export function reconstructionValues(
  { reconstruction, maps, affine, width }: Pick<ImageResult, "reconstruction" | "maps" | "affine" | "width">,
  valueAt: (point: PixelPoint) => number | undefined,
): Float32Array | undefined {
  if (!reconstruction) return undefined;
  let count = 0;
  let meanX = 0;
  let meanY = 0;
  let squares = 0;
  let products = 0;
  for (let index = 0; index < reconstruction.length; index++) {
    // The residual is exactly 0 outside the foreground, where the model's answer means nothing.
    if (maps.residual?.[index] === 0) continue;
    const { column, row } = applyAffine(affine, { column: index % width, row: Math.floor(index / width) });
    const y = valueAt({ column: Math.round(column), row: Math.round(row) });
    if (y === undefined) continue;
    // Welford's update: sums of squares of large values would lose the small differences.
    const x = reconstruction[index]!;
    count++;
    const offsetX = x - meanX;
    meanX += offsetX / count;
    meanY += (y - meanY) / count;
    squares += offsetX * (x - meanX);
    products += offsetX * (y - meanY);
  }
  if (!(squares > 0) || products === 0) return undefined;
  const slope = products / squares;
  return reconstruction.map((x) => meanY + slope * (x - meanX));
}
