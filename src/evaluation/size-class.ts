/** Lesions by size, in pixels of an image of 256 x 256; all of an image's lesion counts together. */
export interface SizeClass {
  readonly from: number;
  /** null: no limit. */
  readonly below: number | null;
}

export const sizeClasses: readonly SizeClass[] = [
  { from: 0, below: 500 },
  { from: 500, below: 1500 },
  { from: 1500, below: null },
];

/** @param pixels of the lesion, of an image of 256 x 256 */
export function isOfSize(pixels: number, { from, below }: SizeClass): boolean {
  return pixels > 0 && pixels >= from && (below === null || pixels < below);
}

/** Pixels that a lesion would have in an image of 256 x 256. */
export function comparableSize(pixels: number, rows: number, columns: number): number {
  return (pixels * 256 * 256) / (rows * columns);
}
