import type { Frame } from "../../imaging/frame.ts";
import { sortedPercentile } from "../../imaging/percentile.ts";
import { type DicomDataset, items, numbers } from "../dataset.ts";

/** How many pixels the contrast is measured on at most: a fixed grid of the image's. */
const measuredPixels = 2 ** 16;

/**
 * An image's pixels as grey levels, [rows, columns], 0..255: by the window that the file names first (DICOM PS3.3
 * C.11.2), else from the 1st to the 99th percentile; low values bright where the image is MONOCHROME1.
 */
export function greyLevels(frame: Frame, dataset: DicomDataset): Uint8Array {
  const { pixels, padding, photometricInterpretation } = frame;
  const { lower, upper } = windowOf(dataset, frame.frameNumber) ?? contrast(pixels, padding);
  const scale = 255 / Math.max(upper - lower, Number.MIN_VALUE);
  const isInverted = photometricInterpretation === "MONOCHROME1";
  const grey = new Uint8Array(pixels.length);
  for (let index = 0; index < pixels.length; index++) {
    if (padding?.[index]) continue;
    const level = Math.min(255, Math.max(0, Math.round((pixels[index]! - lower) * scale)));
    grey[index] = isInverted ? 255 - level : level;
  }
  return grey;
}

interface Range {
  readonly lower: number;
  readonly upper: number;
}

function windowOf(dataset: DicomDataset, frameNumber: number): Range | undefined {
  const groups = [
    items(dataset, "PerFrameFunctionalGroupsSequence")[frameNumber - 1],
    items(dataset, "SharedFunctionalGroupsSequence")[0],
  ].map((group) => items(group, "FrameVOILUTSequence")[0]);
  for (const source of [...groups, dataset]) {
    const centre = first(source, "WindowCenter");
    const width = first(source, "WindowWidth");
    if (centre === undefined || width === undefined || !(width > 0)) continue;
    return { lower: centre - width / 2, upper: centre + width / 2 };
  }
  return undefined;
}

function first(dataset: DicomDataset | undefined, keyword: string): number | undefined {
  const value = dataset?.[keyword];
  const [one]: readonly unknown[] = Array.isArray(value) ? value : [value];
  return one === undefined ? undefined : numbers({ one }, "one", 1)?.[0];
}

function contrast(pixels: Float32Array, padding: Uint8Array | undefined): Range {
  const step = Math.max(1, Math.ceil(pixels.length / measuredPixels));
  const measured: number[] = [];
  for (let index = 0; index < pixels.length; index += step) {
    if (!padding?.[index]) measured.push(pixels[index]!);
  }
  if (measured.length === 0) return { lower: 0, upper: 1 };
  const sorted = Float32Array.from(measured).sort();
  return { lower: sortedPercentile(sorted, 1), upper: sortedPercentile(sorted, 99) };
}
