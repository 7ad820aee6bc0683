import { DicomError } from "../errors/index.ts";
import { checkSource } from "./check-source.ts";
import type { Frame } from "./frame.ts";
import { frameGeometry } from "./frame-geometry.ts";
import type { FrameSource } from "./frame-source.ts";
import { modalityTransform } from "./modality-lut.ts";
import { paddingRange } from "./padding-range.ts";

/**
 * Checks what a reader found and brings it into the one form everything else works on. The modality LUT is
 * applied here and nowhere else. Padding and values that are not finite numbers become the lowest real value.
 *
 * @throws DicomError when the source is not a greyscale image that can be read
 */
export function createFrame(source: FrameSource): Frame {
  const { photometricInterpretation, offset, frameNumber } = checkSource(source);
  const { rows, columns, SOPInstanceUID, tags = {} } = source;
  const count = rows * columns;
  const padding = new Uint8Array(count);
  const pixels = new Float32Array(count);
  const transform = modalityTransform(source.modalityLut);
  const [paddingLow, paddingHigh] = paddingRange(source, transform);
  const toModality = source.alreadyScaled ? (value: number) => value : transform;

  let real = 0;
  let lowest = Number.POSITIVE_INFINITY;
  let lowestOfAll = Number.POSITIVE_INFINITY;
  let paddings = 0;
  for (let i = 0; i < count; i++) {
    const stored = source.pixels[offset + i]!;
    const value = Math.fround(toModality(stored));
    pixels[i] = value;
    if (!Number.isFinite(value)) {
      padding[i] = notFinite;
      continue;
    }
    lowestOfAll = Math.min(lowestOfAll, value);
    const compared = source.alreadyScaled ? value : stored;
    if (compared >= paddingLow && compared <= paddingHigh) {
      padding[i] = marked;
      paddings++;
    } else {
      real++;
      lowest = Math.min(lowest, value);
    }
  }
  if (real + paddings === 0) {
    throw new DicomError("This image holds no finite pixel value. Export it again, or choose another image.");
  }
  // A file that calls every pixel padding says nothing by it.
  const useMarks = real > 0;
  const background = useMarks ? lowest : lowestOfAll;
  let hasPadding = false;
  for (let i = 0; i < count; i++) {
    if (padding[i] === notFinite || (padding[i] === marked && useMarks)) {
      padding[i] = 1;
      pixels[i] = background;
      hasPadding = true;
    } else {
      padding[i] = 0;
    }
  }

  return {
    pixels,
    rows,
    columns,
    photometricInterpretation,
    SOPInstanceUID,
    frameNumber,
    tags,
    ...(hasPadding ? { padding } : {}),
    ...frameGeometry(source),
  };
}

/** Reasons for a pixel to be padding, while counting. */
const marked = 1;
const notFinite = 2;
