import type { Random } from "../vae/random.ts";
import type { Augmentation } from "./preset.ts";

export interface ImageSize {
  readonly height: number;
  readonly width: number;
}

/** The geometry and intensity of one augmented image. */
interface Draw {
  readonly cosine: number;
  readonly sine: number;
  readonly scaleX: number;
  readonly scaleY: number;
  readonly shiftX: number;
  readonly shiftY: number;
  readonly gamma: number;
  readonly gain: number;
}

function draw(options: Augmentation, size: ImageSize, random: Random): Draw {
  const angle = random.symmetric(options.rotation);
  const scale = 1 + random.symmetric(options.scale);
  const stretch = 1 + random.symmetric(options.verticalScale);
  const shiftX = random.symmetric(options.shift) * size.width;
  const shiftY = random.symmetric(options.shift) * size.height;
  const mirrored = options.flip && random.next() < 0.5;
  const gamma = Math.exp(random.symmetric(options.gamma));
  const gain = 1 + random.symmetric(options.gain);
  return {
    cosine: Math.cos(angle),
    sine: Math.sin(angle),
    scaleX: mirrored ? -scale : scale,
    scaleY: scale * stretch,
    shiftX,
    shiftY,
    gamma,
    gain,
  };
}

/**
 * Rotates, scales, shifts, perhaps mirrors an image about its centre (bilinear), then changes its gamma about
 * `options.pivot` and its gain; the same geometry (nearest) moves the mask. Values stay within [0, 1].
 *
 * @param image [height, width] within `images` from `offset`, in [0, 1]
 * @param target where the image goes, from `targetOffset`
 */
export function augment(
  source: { readonly images: Float32Array; readonly masks: Uint8Array; readonly offset: number },
  target: { readonly images: Float32Array; readonly masks: Uint8Array; readonly offset: number },
  size: ImageSize,
  options: Augmentation,
  random: Random,
): void {
  const { height, width } = size;
  const { cosine, sine, scaleX, scaleY, shiftX, shiftY, gamma, gain } = draw(options, size, random);
  const centreX = (width - 1) / 2;
  const centreY = (height - 1) / 2;
  const { images, masks, offset } = source;
  const columnX = (cosine * 1) / scaleX;
  const columnY = (-sine * 1) / scaleY;
  for (let row = 0; row < height; row += 1) {
    const y = row - centreY - shiftY;
    let sourceX = (cosine * (-centreX - shiftX) + sine * y) / scaleX + centreX;
    let sourceY = (-sine * (-centreX - shiftX) + cosine * y) / scaleY + centreY;
    for (let column = 0; column < width; column += 1, sourceX += columnX, sourceY += columnY) {
      const index = target.offset + row * width + column;
      const left = Math.floor(sourceX);
      const top = Math.floor(sourceY);
      if (left < 0 || top < 0 || left >= width - 1 || top >= height - 1) {
        target.images[index] = 0;
        target.masks[index] = 0;
        continue;
      }
      const corner = offset + top * width + left;
      const right = sourceX - left;
      const down = sourceY - top;
      const upper = (images[corner] as number) * (1 - right) + (images[corner + 1] as number) * right;
      const lower =
        (images[corner + width] as number) * (1 - right) + (images[corner + width + 1] as number) * right;
      const value = upper * (1 - down) + lower * down;
      const shaped = value > 0 ? options.pivot * (value / options.pivot) ** gamma * gain : 0;
      target.images[index] = shaped > 1 ? 1 : shaped;
      target.masks[index] = masks[corner + (right < 0.5 ? 0 : 1) + (down < 0.5 ? 0 : width)] as number;
    }
  }
}
