import { constants, deflateSync, inflateSync } from "node:zlib";
import { DataError } from "../../errors/index.ts";

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] as const;
/** As createFrame of src/imaging accepts them. */
const largestSide = 16_384;
const mostPixels = 2 ** 26;
const channelsOf: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

export function isPng(bytes: Uint8Array): boolean {
  return signature.every((byte, i) => bytes[i] === byte);
}

/**
 * The same image with its data stream inflated, by at most as much as its size explains, and without the chunks that
 * say nothing of the pixels: a decoder that trusts its input can then be given any file. (PNG, 2nd edition, 5.3, 11.2.)
 *
 * @throws DataError when the size is missing or beyond reason, or the data stream is damaged or does not fit the size
 */
export function boundedPng(bytes: Uint8Array): Uint8Array {
  const chunks = readChunks(bytes);
  const header = chunks.find(({ type }) => type === "IHDR")?.data;
  if (header === undefined || header.length !== 13) throw new DataError("The PNG file has no header.");
  const most = rawBytes(header);
  const data = Buffer.concat(chunks.filter(({ type }) => type === "IDAT").map((chunk) => chunk.data));
  let raw: Buffer;
  try {
    raw = inflateSync(data, { maxOutputLength: most });
  } catch (cause) {
    throw new DataError("The PNG file is damaged: its data cannot be inflated to the size it names.", {
      cause,
    });
  }
  const stored = deflateSync(raw, { level: constants.Z_NO_COMPRESSION });
  const kept = chunks.filter(({ type }) => type === "IHDR" || type === "PLTE");
  const parts = [...kept, { type: "IDAT", data: stored }, { type: "IEND", data: new Uint8Array(0) }];
  return Buffer.concat([Uint8Array.from(signature), ...parts.map(writeChunk)]);
}

interface Chunk {
  readonly type: string;
  readonly data: Uint8Array;
}

function readChunks(bytes: Uint8Array): Chunk[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const chunks: Chunk[] = [];
  let at: number = signature.length;
  while (at + 12 <= bytes.length) {
    const length = view.getUint32(at);
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (at + 12 + length > bytes.length) break;
    if (type === "IEND") return chunks;
    chunks.push({ type, data: bytes.subarray(at + 8, at + 8 + length) });
    at += 12 + length;
  }
  throw new DataError("The PNG file ends early; copy it again.");
}

/** The most that the data stream can hold: filter bytes and padding of interlaced rows counted generously. */
function rawBytes(header: Uint8Array): number {
  const view = new DataView(header.buffer, header.byteOffset, header.byteLength);
  const columns = view.getUint32(0);
  const rows = view.getUint32(4);
  if (columns < 1 || rows < 1 || columns > largestSide || rows > largestSide || rows * columns > mostPixels) {
    throw new DataError(`The PNG file has ${columns} x ${rows} pixels, more than Residua reads.`);
  }
  const channels = channelsOf[header[9]!] ?? 4;
  return rows * Math.ceil((columns * channels * header[8]!) / 8) + 4 * rows + 2 * columns + 1024;
}

/** The checksum is left at 0: fast-png does not check it unless asked. */
function writeChunk({ type, data }: Chunk): Uint8Array {
  const chunk = Buffer.alloc(12 + data.length);
  chunk.writeUInt32BE(data.length, 0);
  chunk.write(type, 4, "latin1");
  chunk.set(data, 8);
  return chunk;
}
