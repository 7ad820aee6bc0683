import type { Thumbnail } from "./latent-image.ts";

const longestSide = 64;

interface Picture {
  /** [height, width] in [0, 1]; what lies outside is shown as the nearest end. */
  readonly pixels: ArrayLike<number>;
  readonly height: number;
  readonly width: number;
}

/** Averages blocks of pixels, so that the longer side has at most 64. */
export function thumbnailOf({ pixels, height, width }: Picture): Thumbnail {
  const block = Math.max(1, Math.ceil(Math.max(height, width) / longestSide));
  const small = { height: Math.floor(height / block), width: Math.floor(width / block) };
  const result = new Uint8Array(small.height * small.width);
  for (let row = 0; row < small.height; row++) {
    for (let column = 0; column < small.width; column++) {
      let sum = 0;
      for (let down = 0; down < block; down++) {
        const start = (row * block + down) * width + column * block;
        for (let across = 0; across < block; across++) sum += pixels[start + across]!;
      }
      const level = Math.round((255 * sum) / (block * block));
      result[row * small.width + column] = Math.min(255, Math.max(0, level));
    }
  }
  return { ...small, pixels: result };
}
