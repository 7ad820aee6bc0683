export type Rgb = readonly [red: number, green: number, blue: number];

/** A colour picture in memory: what a canvas would do, also where there is none. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  /** [height, width, 3], 0..255. */
  readonly data: Uint8Array<ArrayBuffer>;
}

export function createPicture(width: number, height: number): Picture {
  // An even number of bytes, as a DICOM element has (PS3.5 7.1.1).
  return { width, height, data: new Uint8Array(2 * Math.ceil((3 * width * height) / 2)) };
}

export function setPixel({ width, height, data }: Picture, x: number, y: number, colour: Rgb): void {
  if (x >= 0 && y >= 0 && x < width && y < height) data.set(colour, 3 * (y * width + x));
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Fills a box, in one colour or one a column. */
export function fillBox(picture: Picture, box: Box, colour: Rgb | ((column: number) => Rgb)): void {
  for (let column = 0; column < box.width; column++) {
    const value = typeof colour === "function" ? colour(column) : colour;
    for (let row = 0; row < box.height; row++) setPixel(picture, box.x + column, box.y + row, value);
  }
}
