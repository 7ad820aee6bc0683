import { DicomError } from "../errors/index.ts";
import type { ModalityLut } from "./frame-source.ts";

/**
 * The map from stored values to modality units (DICOM PS3.3 C.11.1).
 *
 * @throws DicomError when the LUT would make every pixel the same or no number
 */
export function modalityTransform(lut: ModalityLut | undefined): (stored: number) => number {
  if (lut === undefined) return (stored) => stored;
  if ("values" in lut) {
    const { values, firstMapped } = lut;
    const last = values.length - 1;
    if (last < 0 || !Number.isFinite(firstMapped)) throw brokenLut("its table is empty");
    return (stored) => values[Math.min(last, Math.max(0, stored - firstMapped))]!;
  }
  const { slope, intercept } = lut;
  if (!Number.isFinite(slope) || !Number.isFinite(intercept)) {
    throw brokenLut(`slope ${slope}, intercept ${intercept}`);
  }
  if (slope === 0) throw brokenLut("its slope is 0");
  return (stored) => stored * slope + intercept;
}

function brokenLut(why: string): DicomError {
  return new DicomError(
    `The image's rescale (modality LUT) cannot be used: ${why}. Export the image again, or choose another.`,
    { details: { reason: "modality-lut" } },
  );
}
