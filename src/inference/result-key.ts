import type { Frame } from "../imaging/frame.ts";
import type { CostlyMapName } from "../scoring/maps.ts";

/** Enough to tell two versions of an image apart, at a bounded cost on radiographs of many megapixels. */
const sampledPixels = 65_536;

export interface ResultKeyOptions {
  /** The costly maps that the result has besides the others. */
  readonly costly?: readonly CostlyMapName[];
  /** Whether the image was scored although the model refuses it. */
  readonly override?: boolean;
}

/**
 * The name under which a result is shared and kept: the model's SHA-256, the SOP instance and the frame number; and a
 * checksum of the pixels, since files edited without a new SOP Instance UID are common, and one image must never show
 * another's heatmap.
 *
 * @returns undefined when the frame has no SOP Instance UID: such a result is neither shared nor kept.
 */
export function resultKey(
  model: string,
  frame: Frame,
  { costly = [], override = false }: ResultKeyOptions = {},
): string | undefined {
  if (frame.SOPInstanceUID === "") return undefined;
  const size = `${frame.rows}x${frame.columns}`;
  const sum = checksum(frame.pixels).toString(16);
  const asked = override ? [...costly, "override"] : costly;
  return [model, frame.SOPInstanceUID, frame.frameNumber, size, sum, ...asked].join("/");
}

/** FNV-1a over the bits of evenly spread pixels. */
function checksum(pixels: Float32Array): number {
  const bits = new Uint32Array(pixels.buffer, pixels.byteOffset, pixels.length);
  const step = Math.max(1, Math.floor(bits.length / sampledPixels));
  let hash = 0x811c9dc5;
  for (let i = 0; i < bits.length; i += step) hash = Math.imul(hash ^ (bits[i] as number), 0x01000193);
  // The multiplication carries upwards only: fold the high half back so that a change anywhere shows in all bits.
  return (hash ^ (hash >>> 15)) >>> 0;
}
