import { encode } from "fast-png";
import { displayImage } from "../../imaging/display-image.ts";
import type { Frame } from "../../imaging/frame.ts";
import { sortedPercentile } from "../../imaging/percentile.ts";
import { resample } from "../../imaging/resample.ts";

/** Of what the model marks, and of the true lesion: apart for every kind of colour vision. */
export const contourColors = { model: [255, 176, 0], truth: [0, 200, 255] } as const;

const longestSide = 224;

export interface Overlay {
  /** [rows, columns], the anomaly map on the image's grid; NaN off the foreground. */
  readonly map: Float32Array;
  readonly threshold: number;
  /** [rows, columns], 1 on the true lesion; undefined where there is none, or none is outlined. */
  readonly lesion: Uint8Array | undefined;
}

/** A small picture of an image, with the outline of what the model marks and that of the true lesion. */
export function thumbnail(
  frame: Frame,
  { map, threshold, lesion }: Overlay,
): { png: Uint8Array; width: number; height: number } {
  const image = displayImage(frame);
  const scale = Math.max(frame.rows, frame.columns) / longestSide;
  const [height, width] = [
    Math.max(1, Math.round(frame.rows / scale)),
    Math.max(1, Math.round(frame.columns / scale)),
  ];
  const offset = (scale - 1) / 2;
  const affine = { scaleRow: scale, scaleColumn: scale, offsetRow: offset, offsetColumn: offset };
  const size = { rows: height, columns: width, affine };
  const grey = resample(image, { ...size, outside: image.lowest });
  const sorted = grey.slice().sort();
  const [low, high] = [sortedPercentile(sorted, 0.5), sortedPercentile(sorted, 99.8)];
  const shareOf = (mask: Uint8Array) => {
    const covered = resample({ ...frame, pixels: mask }, { ...size, outside: 0 });
    return Uint8Array.from(covered, (share) => (share >= 0.5 ? 1 : 0));
  };
  const marked = shareOf(Uint8Array.from(map, (value) => (value > threshold ? 1 : 0)));
  const truth = lesion && shareOf(lesion);

  const data = new Uint8Array(3 * width * height);
  for (let index = 0; index < width * height; index++) {
    const level = (255 * (grey[index]! - low)) / (high - low || 1);
    const color = isEdge(marked, index, width, height)
      ? contourColors.model
      : truth && isEdge(truth, index, width, height)
        ? contourColors.truth
        : undefined;
    data.set(color ?? new Array(3).fill(Math.min(255, Math.max(0, Math.round(level)))), 3 * index);
  }
  return { png: encode({ width, height, data, channels: 3 }), width, height };
}

/** Inside, with a neighbour outside. */
function isEdge(mask: Uint8Array, index: number, width: number, height: number): boolean {
  if (!mask[index]) return false;
  const [row, column] = [Math.floor(index / width), index % width];
  if (row === 0 || column === 0 || row === height - 1 || column === width - 1) return true;
  return !(mask[index - 1] && mask[index + 1] && mask[index - width] && mask[index + width]);
}
