import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

interface JpegImage {
  colorTransform: boolean;
  parse(bytes: Uint8Array): void;
  getData(columns: number, rows: number): Uint8Array;
  getData16(columns: number, rows: number): Uint16Array;
}

let loading: Promise<new () => JpegImage> | undefined;

/**
 * Cornerstone's decoder for 12-bit JPEG. The image loader, pinned to one version, does not export it, and its
 * own entry needs a browser; hence the path.
 */
async function load(): Promise<new () => JpegImage> {
  const loader = createRequire(import.meta.url).resolve("@cornerstonejs/dicom-image-loader/package.json");
  const path = join(dirname(loader), "dist/esm/codecs/jpeg.js");
  const module = (await import(/* @vite-ignore */ pathToFileURL(path).href)) as {
    default: new () => JpegImage;
  };
  return module.default;
}

/** Decodes lossy JPEG of one component, 8 or 12 bit: one element a pixel. */
export async function decodeJpegExtended(
  bytes: Uint8Array,
  size: { readonly rows: number; readonly columns: number; readonly bitsAllocated: number },
): Promise<Uint8Array | Uint16Array> {
  loading ??= load();
  const jpeg = new (await loading)();
  jpeg.parse(bytes);
  jpeg.colorTransform = false;
  return size.bitsAllocated === 8
    ? jpeg.getData(size.columns, size.rows)
    : jpeg.getData16(size.columns, size.rows);
}
