import type { Frame } from "../../../src/imaging/frame.ts";
import type { PreprocessingStep } from "../../../src/imaging/preprocessing.ts";

export const modelSize = { height: 128, width: 128 } as const;

export const brainSteps: readonly PreprocessingStep[] = [
  { step: "foreground", size: 128, percentile: 98, fraction: 0.12, opening: 1, closing: 10 },
  { step: "crop", lower: 0.5, upper: 99.5, rows: 120, columns: 100 },
  { step: "medianScale", depth: 14, value: 0.4 },
];

export const chestSteps: readonly PreprocessingStep[] = [
  { step: "trimBorders", percentile: 98, fraction: 0.1, share: 0.25 },
  { step: "percentileScale", lower: 1, upper: 99 },
  { step: "medianGamma", margin: 20 / 128, value: 0.5 },
];

export interface HeadOptions {
  readonly rows?: number;
  readonly columns?: number;
  readonly radiusRow?: number;
  readonly radiusColumn?: number;
  readonly low?: number;
  readonly high?: number;
  /** Adds a pattern of whole numbers, so that scaling by a power of two stays exact. */
  readonly texture?: boolean;
}

/** A bright ellipse in the middle of a dark image. */
export function headFrame(options: HeadOptions): Frame {
  const { rows = 256, columns = 256, low = 10, high = 200, texture = false } = options;
  const { radiusRow = rows * 0.4, radiusColumn = columns * 0.33 } = options;
  const pixels = new Float32Array(rows * columns);
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) {
      const y = (r - (rows - 1) / 2) / radiusRow;
      const x = (c - (columns - 1) / 2) / radiusColumn;
      const inside = x * x + y * y <= 1;
      const wave = texture ? Math.round(30 * Math.sin(r / 9) * Math.cos(c / 7) + ((r * 7 + c * 13) % 5)) : 0;
      pixels[r * columns + c] = inside ? high + wave : low + (texture ? (r + c) % 3 : 0);
    }
  }
  return {
    pixels,
    rows,
    columns,
    photometricInterpretation: "MONOCHROME2",
    SOPInstanceUID: "2.25.1",
    frameNumber: 1,
    tags: {},
  };
}
