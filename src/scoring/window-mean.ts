/** Rows top to bottom - 1 and columns left to right - 1 of a grid. */
export interface Window {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/** Mean of a map over a rectangle of its own grid. @param width of the map, pixels */
export function windowMean(map: Float32Array, width: number, { top, bottom, left, right }: Window): number {
  let sum = 0;
  for (let row = top; row < bottom; row++) {
    for (let column = left; column < right; column++) sum += map[row * width + column]!;
  }
  return sum / ((bottom - top) * (right - left));
}
