import { crc32 } from "node:zlib";
import { distanceTransform } from "../imaging/distance-transform.ts";
import type { ModelInput } from "../imaging/model-input.ts";

/** All of a prepared input but its arrays, as JSON at the file's start. */
interface Header extends Pick<ModelInput, "height" | "width" | "affine" | "statistics"> {
  readonly format: "residua-input-2";
}

const headerBytes = 512;
/** A CRC-32 of all that follows it. */
const checkBytes = 4;

/** The checksum and the header as JSON, padded to 512 bytes, pixels (float32, little-endian), mask (one byte a pixel). */
export function encodeInput(input: ModelInput): Uint8Array {
  const { height, width, affine, statistics, pixels, mask } = input;
  const header: Header = { format: "residua-input-2", height, width, affine, statistics };
  const bytes = new Uint8Array(headerBytes + 5 * pixels.length).fill(0x20, 0, headerBytes);
  bytes.set(new TextEncoder().encode(JSON.stringify(header)), checkBytes);
  bytes.set(new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.byteLength), headerBytes);
  bytes.set(mask, headerBytes + 4 * pixels.length);
  new DataView(bytes.buffer).setUint32(0, crc32(bytes.subarray(checkBytes)));
  return bytes;
}

/** `undefined` for what `encodeInput` did not write, or what has changed since: the image is then prepared again. */
export function decodeInput(file: Uint8Array): ModelInput | undefined {
  // Not as a Node Buffer, whose slice() makes a view where a Uint8Array's makes a copy.
  const bytes = new Uint8Array(file.buffer, file.byteOffset, file.length);
  if (bytes.length < headerBytes) return undefined;
  const checksum = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  if (checksum !== crc32(bytes.subarray(checkBytes))) return undefined;
  let header: Header;
  try {
    header = JSON.parse(new TextDecoder().decode(bytes.subarray(checkBytes, headerBytes))) as Header;
  } catch {
    return undefined;
  }
  const { format, height, width, affine, statistics } = header;
  const count = height * width;
  if (format !== "residua-input-2" || bytes.length !== headerBytes + 5 * count) return undefined;
  const pixels = new Float32Array(bytes.slice(headerBytes, headerBytes + 4 * count).buffer);
  const mask = bytes.slice(headerBytes + 4 * count);
  const depth = distanceTransform({ pixels: mask, rows: height, columns: width });
  return { pixels, mask, depth, height, width, affine, statistics };
}
