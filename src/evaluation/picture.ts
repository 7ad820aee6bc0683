import { encode } from "fast-png";

export type Rgb = readonly [red: number, green: number, blue: number];

/** Intensities in [0, 1]; what lies outside is shown as the nearest end. */
export function grey(value: number): Rgb {
  const level = 255 * value;
  return [level, level, level];
}

/** Signed values: black at 0, orange up to 1, blue down to -1; told apart by every kind of colour vision. */
export function signed(value: number): Rgb {
  const strength = Math.min(1, Math.abs(value));
  return value > 0
    ? [255 * strength, 170 * strength, 40 * strength]
    : [60 * strength, 150 * strength, 255 * strength];
}

export interface SheetOptions {
  /** Of each image, in pixels. */
  readonly height: number;
  readonly width: number;
  /** Images a row. */
  readonly columns: number;
  /** How a value is shown; `grey` if left out. */
  readonly color?: (value: number) => Rgb;
}

/** A picture as a data: URL, with its size in pixels. */
export interface Picture {
  readonly url: string;
  readonly height: number;
  readonly width: number;
}

/** Pixels between images; transparent, so that it is right on a dark and on a light page. */
const gap = 2;

/** Images side by side, as a PNG in a data: URL. */
export function sheet(images: readonly Float32Array[], options: SheetOptions): Picture {
  const { png, height, width } = sheetPng(images, options);
  return { url: `data:image/png;base64,${toBase64(png)}`, height, width };
}

/** A picture as a file, with its size in pixels. */
export interface PngPicture {
  readonly png: Uint8Array;
  readonly height: number;
  readonly width: number;
}

/** Images side by side, as a PNG. */
export function sheetPng(images: readonly Float32Array[], options: SheetOptions): PngPicture {
  const { columns, color = grey } = options;
  const rows = Math.ceil(images.length / columns);
  const width = columns * (options.width + gap) - gap;
  const height = rows * (options.height + gap) - gap;
  const data = new Uint8ClampedArray(4 * width * height);
  for (const [place, image] of images.entries()) {
    const top = Math.floor(place / columns) * (options.height + gap);
    const left = (place % columns) * (options.width + gap);
    for (const [index, value] of image.entries()) {
      const row = top + Math.floor(index / options.width);
      const column = left + (index % options.width);
      data.set([...color(value), 255], 4 * (row * width + column));
    }
  }
  return { png: encode({ width, height, channels: 4, data }), height, width };
}

export function toBase64(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}
