import type { FrameSource } from "./frame-source.ts";

/**
 * The values of `source.pixels` that mark padding, from low to high inclusive (DICOM PS3.3 C.7.5.1.1.2); an empty
 * range when there are none.
 *
 * @param transform from stored values to modality units
 */
export function paddingRange(
  source: FrameSource,
  transform: (stored: number) => number,
): readonly [low: number, high: number] {
  const { pixelPaddingValue: value, pixelPaddingRangeLimit: limit = value } = source;
  if (value === undefined || limit === undefined || Number.isNaN(value) || Number.isNaN(limit)) {
    return [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  }
  // Scaled pixels no longer show whether the stored values were signed: the value is taken as it was read.
  const inUnits = source.alreadyScaled
    ? (stored: number) => Math.fround(transform(stored))
    : (stored: number) => inRangeOf(source.pixels, stored);
  const a = inUnits(value);
  const b = inUnits(limit);
  return [Math.min(a, b), Math.max(a, b)];
}

/** Readers often take the value's sign from the wrong VR (US or SS); 16 bits mean the same pattern in either. */
function inRangeOf(pixels: FrameSource["pixels"], stored: number): number {
  if (pixels instanceof Int16Array && stored > 32_767) return stored - 65_536;
  if (pixels instanceof Uint16Array && stored < 0) return stored + 65_536;
  return stored;
}
