import { readFile } from "node:fs/promises";
import { decode } from "fast-png";
import { DataError } from "../errors/index.ts";
import { packedSample } from "./raster/packed-sample.ts";

export interface Mask {
  /** [rows, columns]: 1 where marked, else 0. */
  readonly pixels: Uint8Array;
  readonly rows: number;
  readonly columns: number;
}

/** Reads a mask from a grey-scale or palette PNG of any bit depth: marked is whatever is not 0. @throws DataError */
export async function readMask(path: string): Promise<Mask> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (cause) {
    throw new DataError(`The mask ${path} cannot be read; check the index.`, { cause });
  }
  return decodeMask(bytes, path);
}

/** @param name for the error's sentence */
export function decodeMask(bytes: Uint8Array, name: string): Mask {
  try {
    const { data, width, height, depth, channels } = decode(bytes);
    const pixels = new Uint8Array(width * height);
    // Below 8 bits, rows are packed and each begins at a byte's start (PNG, 2nd edition, 7.2).
    const rowBytes = Math.ceil((width * channels * depth) / 8);
    for (let row = 0; row < height; row++) {
      for (let column = 0; column < width; column++) {
        const value =
          depth < 8
            ? packedSample(data as Uint8Array, row * rowBytes * 8 + column * channels * depth, depth)
            : data[(row * width + column) * channels]!;
        pixels[row * width + column] = value > 0 ? 1 : 0;
      }
    }
    return { pixels, rows: height, columns: width };
  } catch (cause) {
    throw new DataError(`The mask ${name} is not a PNG that Residua reads.`, { cause });
  }
}
