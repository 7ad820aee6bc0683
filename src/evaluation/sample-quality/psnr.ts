/**
 * Peak signal-to-noise ratio of images in [0, 1], 10 log10(1 / mean squared error), dB; infinite for equal images.
 *
 * @param a as many pixels as `b`
 */
export function peakSignalToNoise(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let squares = 0;
  for (let index = 0; index < a.length; index++)
    squares += ((a[index] as number) - (b[index] as number)) ** 2;
  return -10 * Math.log10(squares / a.length);
}
