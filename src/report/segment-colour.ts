/** L 0..100, a and b -128..127: orange, blue, green, pink, yellow, cyan, told apart by those who see few colours too. */
const palette: readonly (readonly [number, number, number])[] = [
  [72, 25, 73],
  [45, -2, -43],
  [60, -40, 14],
  [64, 38, -14],
  [90, -10, 76],
  [73, -13, -29],
];

/** As Recommended Display CIELab Value has it (DICOM PS3.3 C.10.7.1.1). @param number of the segment, from 1 */
export function segmentColour(number: number): number[] {
  const [lightness, a, b] = palette[(number - 1) % palette.length]!;
  return [(lightness / 100) * 65_535, ((a + 128) / 255) * 65_535, ((b + 128) / 255) * 65_535].map(Math.round);
}
