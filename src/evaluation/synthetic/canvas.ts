import { displayImage } from "../../imaging/display-image.ts";
import type { Frame } from "../../imaging/frame.ts";
import type { ModelInput } from "../../imaging/model-input.ts";
import { masked, sortedPercentile } from "../../imaging/percentile.ts";
import { mapToImage } from "../../scoring/map-to-image.ts";
import { mulberry32 } from "../seeded-random.ts";
import type { LesionCanvas } from "./lesion.ts";

/** A healthy image that anomalies can be put into. */
export interface HealthyCanvas extends LesionCanvas {
  readonly frame: Frame;
  /** Of the whole image: nothing implanted leaves this range. */
  readonly lowest: number;
  readonly highest: number;
  /** Of the foreground. */
  readonly median: number;
  /** Of the foreground: from the 5th to the 95th percentile. */
  readonly spread: number;
  /** [rows, columns]: how deep a pixel lies in the foreground, in pixels of the image. */
  readonly depth: Float32Array;
}

/**
 * @param input the same image, prepared: it says where the foreground is
 * @returns undefined where the foreground is of one intensity
 */
export function healthyCanvas(frame: Frame, input: ModelInput): HealthyCanvas | undefined {
  const { pixels, rows, columns } = displayImage(frame);
  const { affine, height, width } = input;
  const scale = Math.min(affine.scaleRow, affine.scaleColumn);
  const depth = mapToImage({ values: input.depth, height, width }, affine, rows, columns).map(
    (value) => value * scale,
  );
  const foreground = masked(
    pixels,
    Uint8Array.from(depth, (value) => (value > 0 ? 1 : 0)),
  )
    .slice()
    .sort();
  if (foreground.length === 0) return undefined;
  const spread = sortedPercentile(foreground, 95) - sortedPercentile(foreground, 5);
  if (!(spread > 0)) return undefined;
  const sorted = pixels.slice().sort();
  return {
    frame,
    pixels,
    rows,
    columns,
    lowest: sorted[0]!,
    highest: sorted.at(-1)!,
    median: sortedPercentile(foreground, 50),
    spread,
    depth,
  };
}

/** A whole pixel around which a disc of this radius lies in the foreground, drawn from all there are; undefined where there is none. */
export function choosePlace(
  { depth, rows, columns }: HealthyCanvas,
  radius: number,
  seed: number,
): { readonly row: number; readonly column: number } | undefined {
  const margin = Math.ceil(radius) + 1;
  const places: number[] = [];
  for (let row = margin; row < rows - margin; row++) {
    for (let column = margin; column < columns - margin; column++) {
      const index = row * columns + column;
      if (depth[index]! >= radius) places.push(index);
    }
  }
  const index = places[Math.floor(mulberry32(seed)() * places.length)];
  return index === undefined ? undefined : { row: Math.floor(index / columns), column: index % columns };
}

/** The frame with other pixels, in display polarity. */
export function frameWith({ frame, lowest, highest }: HealthyCanvas, pixels: Float32Array): Frame {
  return {
    ...frame,
    pixels: pixels.map((value) => Math.min(highest, Math.max(lowest, value))),
    photometricInterpretation: "MONOCHROME2",
  };
}
