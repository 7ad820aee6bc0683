import type { Random } from "../vae/random.ts";
import type { ImageSize } from "./augmentation.ts";

export interface ContextMask {
  /** Share of images that get rectangles. */
  readonly probability: number;
  /** Most rectangles an image; from one up, each number as likely. */
  readonly rectangles: number;
  /** Shortest and longest side of a rectangle, as a share of the image's side. */
  readonly sides: readonly [shortest: number, longest: number];
  /** What goes inside: nothing, or noise that is uniform in [0, 1). */
  readonly fill: "zero" | "noise";
}

/**
 * Covers rectangles of an image, within its mask, with probability `options.probability`: the network has to fill them
 * in from what lies around (Zimmerer et al., "Context-encoding Variational Autoencoder for Unsupervised Anomaly
 * Detection", MIDL 2019; arXiv 1812.05941).
 *
 * @param images holds the image, [height, width], from `offset`; changed in place
 * @param masks of the same layout, 1 on the foreground
 * @returns whether anything was covered
 */
export function coverContext(
  images: Float32Array,
  masks: Uint8Array,
  offset: number,
  { height, width }: ImageSize,
  options: ContextMask,
  random: Random,
): boolean {
  if (random.next() >= options.probability) return false;
  const count = 1 + random.integer(options.rectangles);
  for (let rectangle = 0; rectangle < count; rectangle += 1) {
    const [top, bottom] = span(height, options, random);
    const [left, right] = span(width, options, random);
    for (let row = top; row < bottom; row += 1) {
      for (let column = left; column < right; column += 1) {
        const index = offset + row * width + column;
        if (masks[index] === 0) continue;
        images[index] = options.fill === "zero" ? 0 : random.next();
      }
    }
  }
  return true;
}

/** One side of a rectangle, from its first pixel to the one behind its last; all of it within the image. */
function span(length: number, { sides: [shortest, longest] }: ContextMask, random: Random): [number, number] {
  const share = shortest + (longest - shortest) * random.next();
  const extent = Math.min(length, Math.max(1, Math.round(share * length)));
  const start = random.integer(length - extent + 1);
  return [start, start + extent];
}
