import { Decoder as JpegLosslessDecoder } from "@cornerstonejs/jpeg-lossless-decoder-js";
import { DicomError } from "../../errors/index.ts";
import { codestreamSize } from "./codestream-size.ts";
import { decodeJpegExtended } from "./jpeg-extended.ts";
import type { PixelFormat } from "./pixel-format.ts";
import { decodeRle } from "./rle.ts";
import { type StoredPixels, storedPixels } from "./stored-pixels.ts";
import type { Encoding } from "./transfer-syntaxes.ts";
import { decodeWithWasm, type WasmCodec } from "./wasm-codecs.ts";

/**
 * Decodes one frame to stored values: bits outside Bits Stored cleared, sign extended, no modality LUT.
 *
 * @throws DicomError when the frame is damaged or its size contradicts the data set
 */
export async function decodeFrame(
  bytes: Uint8Array,
  encoding: Encoding,
  format: PixelFormat,
  wordsSwapped = false,
): Promise<StoredPixels> {
  const pixels = format.rows * format.columns;
  if (encoding === "native") return storedPixels(bytes, format);
  if (encoding === "nativeBigEndian") return storedPixels(swapBytes(bytes, format, wordsSwapped), format);
  if (format.float) throw new DicomError("Compressed floating-point pixel data is not defined by DICOM.");
  if (encoding === "rle") return storedPixels(decodeRle(bytes, pixels, format.bitsAllocated / 8), format);
  checkSize(bytes, format);
  try {
    return storedPixels(await decompress(bytes, encoding, format), format);
  } catch (cause) {
    if (cause instanceof DicomError) throw cause;
    throw new DicomError("The compressed pixel data is damaged and cannot be decoded.", { cause });
  }
}

/** Before a decoder allocates what the codestream asks for. */
function checkSize(bytes: Uint8Array, format: PixelFormat): void {
  const size = codestreamSize(bytes);
  if (size === undefined) throw new DicomError("The compressed pixel data is damaged: it has no header.");
  if (size.components !== 1) {
    throw new DicomError("This is a colour image; Residua reads grey-scale images only.");
  }
  if (size.rows !== format.rows || size.columns !== format.columns) {
    throw new DicomError(
      `The image contradicts itself: the file says ${format.columns} x ${format.rows} pixels, ` +
        `its compressed pixel data ${size.columns} x ${size.rows}.`,
    );
  }
}

/** Little-endian bytes, as many for each pixel as Bits Allocated says. */
async function decompress(
  bytes: Uint8Array,
  encoding: WasmCodec | "jpegExtended" | "jpegLossless",
  format: PixelFormat,
): Promise<Uint8Array> {
  if (encoding === "jpegExtended") return resize(await decodeJpegExtended(bytes, format), format);
  if (encoding === "jpegLossless") {
    const bytesPerPixel = format.bitsAllocated <= 8 ? 1 : 2;
    const { buffer, byteOffset, length } = bytes;
    const decoder = new JpegLosslessDecoder();
    return resize(decoder.decode(buffer as ArrayBuffer, byteOffset, length, bytesPerPixel), format);
  }
  const decoded = await decodeWithWasm(encoding, bytes);
  const wide = decoded.bitsPerSample > 8;
  return resize(wide ? new Uint16Array(decoded.bytes.buffer) : decoded.bytes, format);
}

/** Some encoders store 8-bit samples in a data set that allocates 16 bits, or the reverse. */
function resize(samples: Uint8Array | Uint16Array, format: PixelFormat): Uint8Array {
  const pixels = format.rows * format.columns;
  if (samples.length < pixels) {
    throw new DicomError("The compressed pixel data ends early: the file is damaged.");
  }
  const one = samples.subarray(0, pixels);
  const target =
    format.bitsAllocated === 8
      ? Uint8Array.from(one)
      : format.bitsAllocated === 16
        ? Uint16Array.from(one)
        : Uint32Array.from(one);
  return new Uint8Array(target.buffer);
}

/** Big endian to little endian. Words of two 8-bit pixels are swapped too where the VR is OW (PS3.5 8.1.1, A.3). */
function swapBytes(bytes: Uint8Array, format: PixelFormat, words: boolean): Uint8Array {
  const out = new Uint8Array(bytes);
  const size = format.bitsAllocated === 8 ? (words ? 2 : 1) : format.bitsAllocated / 8;
  if (size === 1) return out;
  for (let at = 0; at + size <= out.length; at += size) out.subarray(at, at + size).reverse();
  return out;
}
