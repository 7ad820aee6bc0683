import { expect } from "vitest";

export function largestDifference(a: Float32Array, b: Float32Array): number {
  expect(a).toHaveLength(b.length);
  let largest = 0;
  a.forEach((value, index) => {
    // A NaN must not pass as small.
    const difference = Math.abs(value - b[index]!);
    largest = difference <= largest ? largest : difference;
  });
  return largest;
}
