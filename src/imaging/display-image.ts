import { NotApplicableError } from "../errors/index.ts";
import type { Frame } from "./frame.ts";
import type { DisplayImage } from "./steps/state.ts";

/**
 * The frame in display polarity: MONOCHROME1 is inverted about the middle of its range, padding is darkest.
 *
 * @throws NotApplicableError when every pixel has the same value
 */
export function displayImage(frame: Frame): DisplayImage {
  const { pixels, padding, rows, columns } = frame;
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < pixels.length; i++) {
    const x = pixels[i]!;
    if (x < lowest) lowest = x;
    if (x > highest) highest = x;
  }
  if (!(highest > lowest)) {
    throw new NotApplicableError(
      "Every pixel of this image has the same value. Choose an image that shows something.",
      { details: { reason: "constant" } },
    );
  }
  const isInverted = frame.photometricInterpretation === "MONOCHROME1";
  return {
    pixels: isInverted ? inverted(frame, lowest, highest) : pixels,
    rows,
    columns,
    lowest,
    spacing: frame.spacing ?? { row: 1, column: 1 },
    ...(isInverted ? { inverted: true } : {}),
    ...(padding === undefined ? {} : { padding }),
  };
}

function inverted({ pixels, padding }: Frame, lowest: number, highest: number): Float32Array {
  const sum = lowest + highest;
  const result = new Float32Array(pixels.length);
  for (let i = 0; i < pixels.length; i++) result[i] = padding?.[i] ? lowest : sum - pixels[i]!;
  return result;
}
