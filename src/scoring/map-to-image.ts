import { type Affine, applyAffine, invertAffine, type PixelPoint } from "../imaging/affine.ts";

export interface ModelMap {
  /** [height, width], row-major. */
  readonly values: Float32Array;
  readonly height: number;
  readonly width: number;
}

/**
 * A map brought to the image's own grid, bilinearly: [rows, columns], 0 outside the model's field of view.
 *
 * @param affine from model pixels to image pixels
 */
export function mapToImage(map: ModelMap, affine: Affine, rows: number, columns: number): Float32Array {
  const result = new Float32Array(rows * columns);
  const across = samples(columns, map.width, affine.scaleColumn, affine.offsetColumn);
  const down = samples(rows, map.height, affine.scaleRow, affine.offsetRow);
  for (let row = 0; row < rows; row++) {
    const y = down[row];
    if (!y) continue;
    const upper = y.low * map.width;
    const lower = y.high * map.width;
    for (let column = 0; column < columns; column++) {
      const x = across[column];
      if (!x) continue;
      const top = map.values[upper + x.low]! * (1 - x.share) + map.values[upper + x.high]! * x.share;
      const bottom = map.values[lower + x.low]! * (1 - x.share) + map.values[lower + x.high]! * x.share;
      result[row * columns + column] = top * (1 - y.share) + bottom * y.share;
    }
  }
  return result;
}

/**
 * A map's value at one point of the image, bilinearly; undefined outside the model's field of view.
 *
 * @param affine from model pixels to image pixels
 * @param point image pixels, fractional
 */
export function mapAtPoint(
  { values, height, width }: ModelMap,
  affine: Affine,
  point: PixelPoint,
): number | undefined {
  const { column, row } = applyAffine(invertAffine(affine), point);
  const x = sample(column, width);
  const y = sample(row, height);
  if (!x || !y) return undefined;
  const between = (line: number) =>
    values[line * width + x.low]! * (1 - x.share) + values[line * width + x.high]! * x.share;
  return between(y.low) * (1 - y.share) + between(y.high) * y.share;
}

interface Sample {
  readonly low: number;
  readonly high: number;
  readonly share: number;
}

/** For each image pixel along an axis, the two model pixels it lies between; undefined outside the model's pixels. */
function samples(count: number, size: number, scale: number, offset: number): (Sample | undefined)[] {
  return Array.from({ length: count }, (_, index) => sample((index - offset) / scale, size));
}

function sample(position: number, size: number): Sample | undefined {
  if (!(position >= -0.5 && position <= size - 0.5)) return undefined;
  const inside = Math.min(size - 1, Math.max(0, position));
  const low = Math.floor(inside);
  return { low, high: Math.min(size - 1, low + 1), share: inside - low };
}
