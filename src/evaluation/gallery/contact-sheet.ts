import { decode, encode } from "fast-png";
import type { GalleryGroup } from "./gallery.ts";

/** Pixels between pictures. */
const gap = 4;

/**
 * The pictures of some groups as one, a row a group.
 *
 * @returns PNG
 */
export function contactSheet(groups: readonly Pick<GalleryGroup, "pictures">[]): Uint8Array {
  const rows = groups.map(({ pictures }) => pictures);
  const extent = (sizes: readonly number[]) =>
    sizes.reduce((sum, size) => sum + size, gap * (sizes.length - 1));
  const heights = rows.map((row) => Math.max(...row.map(({ height }) => height)));
  const width = Math.max(1, ...rows.map((row) => extent(row.map((picture) => picture.width))));
  const height = Math.max(1, extent(heights));
  const data = new Uint8Array(3 * width * height);
  let top = 0;
  rows.forEach((row, index) => {
    let left = 0;
    for (const picture of row) {
      const { data: pixels } = decode(picture.png);
      for (let line = 0; line < picture.height; line++) {
        const start = 3 * line * picture.width;
        const own = pixels.subarray(start, start + 3 * picture.width);
        data.set(own, 3 * ((top + line) * width + left));
      }
      left += picture.width + gap;
    }
    top += heights[index]! + gap;
  });
  return encode({ data, width, height, channels: 3, depth: 8 });
}
