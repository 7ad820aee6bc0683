import { toGrey } from "../../dataset/raster/grey.ts";
import { createFrame } from "../../imaging/create-frame.ts";
import type { Frame } from "../../imaging/frame.ts";
import { refusal } from "../files/refusal.ts";

const signatures = {
  png: [0x89, 0x50, 0x4e, 0x47],
  jpeg: [0xff, 0xd8, 0xff],
} as const;

export function isPicture(head: Uint8Array): boolean {
  return Object.values(signatures).some((bytes) => bytes.every((byte, index) => head[index] === byte));
}

/**
 * A PNG or JPEG through the browser's decoder, as grey values of 8 bits: a PNG of 16 bits loses its lower ones.
 *
 * @throws DicomError with `details.reason` when it is damaged
 */
export async function readPicture(file: Blob): Promise<Frame> {
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(file, { colorSpaceConversion: "none", premultiplyAlpha: "none" });
  } catch (cause) {
    throw refusal("picture", cause);
  }
  try {
    const { width: columns, height: rows } = bitmap;
    const context = new OffscreenCanvas(columns, rows).getContext("2d", { willReadFrequently: true });
    if (!context) throw refusal("decode");
    context.drawImage(bitmap, 0, 0);
    const samples = context.getImageData(0, 0, columns, rows).data;
    return createFrame({
      pixels: toGrey({ samples, rows, columns, channels: 4 }),
      rows,
      columns,
      photometricInterpretation: "MONOCHROME2",
      SOPInstanceUID: "",
    });
  } finally {
    bitmap.close();
  }
}
