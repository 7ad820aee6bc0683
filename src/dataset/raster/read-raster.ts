import { decode } from "fast-png";
import { DataError } from "../../errors/index.ts";
import { createFrame } from "../../imaging/create-frame.ts";
import type { Frame } from "../../imaging/frame.ts";
import { codestreamSize } from "../dicom/codestream-size.ts";
import { decodeWithWasm } from "../dicom/wasm-codecs.ts";
import { type RasterImage, toGrey } from "./grey.ts";
import { packedSample } from "./packed-sample.ts";
import { boundedPng } from "./png-stream.ts";

/** As of a PNG file: createFrame refuses more. */
const mostPixels = 2 ** 26;

/**
 * Reads a PNG of any bit depth, grey, colour or palette; 16 bits stay 16 bits.
 *
 * @throws DataError when it is damaged; DicomError when its size is beyond what Residua reads
 */
export function readPng(bytes: Uint8Array): Frame {
  const bounded = boundedPng(bytes);
  let image: RasterImage;
  try {
    image = unpack(decode(bounded));
  } catch (cause) {
    throw new DataError("The PNG file is damaged and cannot be decoded.", { cause });
  }
  return toFrame(image);
}

export function isJpeg(bytes: Uint8Array): boolean {
  return bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff;
}

/**
 * Reads a JPEG of 8 bits, grey or colour, baseline or progressive (ITU-T T.81).
 *
 * @throws DataError when it is damaged or of another kind; DicomError when its size is beyond what Residua reads
 */
export async function readJpeg(bytes: Uint8Array): Promise<Frame> {
  const size = codestreamSize(bytes);
  if (size === undefined) throw new DataError("The JPEG file is damaged: it names no size.");
  if (size.rows * size.columns > mostPixels || (size.components !== 1 && size.components !== 3)) {
    throw new DataError(
      `The JPEG file has ${size.columns} x ${size.rows} pixels of ${size.components} colours; Residua reads grey and RGB of up to ${mostPixels / 2 ** 20} megapixels.`,
    );
  }
  let decoded: Awaited<ReturnType<typeof decodeWithWasm>>;
  try {
    decoded = await decodeWithWasm("jpegBaseline", bytes);
  } catch (cause) {
    throw new DataError("The JPEG file is damaged and cannot be decoded.", { cause });
  }
  const { bytes: samples, height: rows, width: columns, components: channels } = decoded;
  return toFrame({ samples, rows, columns, channels });
}

function toFrame(image: RasterImage): Frame {
  const { rows, columns } = image;
  return createFrame({
    pixels: toGrey(image),
    rows,
    columns,
    photometricInterpretation: "MONOCHROME2",
    SOPInstanceUID: "",
  });
}

/** One sample an element, palette entries looked up. */
function unpack({ data, width, height, depth, channels, palette }: ReturnType<typeof decode>): RasterImage {
  const size = { rows: height, columns: width };
  if (depth >= 8 && palette === undefined) return { ...size, samples: data, channels };
  const rowBytes = Math.ceil((width * channels * depth) / 8);
  const sample = (i: number) => {
    if (depth >= 8) return data[i]!;
    const row = Math.floor(i / width);
    return packedSample(data as Uint8Array, row * rowBytes * 8 + (i % width) * depth, depth);
  };
  const colours = palette === undefined ? 1 : 3;
  const samples = new Uint8Array(width * height * colours);
  for (let i = 0; i < width * height; i++) {
    if (palette === undefined) samples[i] = sample(i);
    else samples.set((palette[sample(i)] ?? [0, 0, 0]).slice(0, 3), i * 3);
  }
  return { ...size, samples, channels: colours };
}
