import type { Random } from "../vae/random.ts";
import type { ImageSize } from "./augmentation.ts";
import type { CoarseNoise } from "./preset.ts";

/**
 * Adds coarse Gaussian noise to an image within its mask, with probability `options.probability`: noise on a small
 * square grid, enlarged bilinearly and rolled by a random offset. Learning to remove it makes a network put healthy
 * tissue where something else is (Kascenas et al., "Denoising Autoencoders for Unsupervised Anomaly Detection in Brain
 * MRI", MIDL 2022). Some images get islands of the noise instead, if the options say so.
 *
 * @param images holds the image, [height, width], from `offset`; changed in place
 * @param masks of the same layout, 1 on the foreground
 * @returns whether noise was added
 */
export function addCoarseNoise(
  images: Float32Array,
  masks: Uint8Array,
  offset: number,
  { height, width }: ImageSize,
  options: CoarseNoise,
  random: Random,
): boolean {
  if (random.next() >= options.probability) return false;
  const side = options.gridSides[random.integer(options.gridSides.length)] as number;
  const grid = random.normals(side * side);
  const rollX = random.integer(width);
  const rollY = random.integer(height);
  const change = changeOf(options, random);
  const columns = interpolation(width, side, rollX);
  const rows = interpolation(height, side, rollY);
  for (let row = 0; row < height; row += 1) {
    const above = (rows.lower[row] as number) * side;
    const below = (rows.upper[row] as number) * side;
    const down = rows.fraction[row] as number;
    for (let column = 0; column < width; column += 1) {
      const index = offset + row * width + column;
      if (masks[index] === 0) continue;
      const left = columns.lower[column] as number;
      const right = columns.upper[column] as number;
      const across = columns.fraction[column] as number;
      const top = (grid[above + left] as number) * (1 - across) + (grid[above + right] as number) * across;
      const bottom = (grid[below + left] as number) * (1 - across) + (grid[below + right] as number) * across;
      images[index] = (images[index] as number) + change(top * (1 - down) + bottom * down);
    }
  }
  return true;
}

/** From the noise at a point, in standard deviations, to the change of intensity there. */
function changeOf({ deviation, islands }: CoarseNoise, random: Random): (noise: number) => number {
  // Drawn only where the options name islands: runs without them keep their sequence of random numbers.
  if (islands === undefined || random.next() >= islands.share) return (noise) => deviation * noise;
  const between = ([lowest, highest]: readonly [number, number]) =>
    lowest + (highest - lowest) * random.next();
  const level = between(islands.level);
  const amplitude = between(islands.amplitude) * (random.next() < islands.bright ? 1 : -1);
  return (noise) => amplitude * Math.min(1, Math.max(0, (noise - level) / islands.edge));
}

/** For each pixel of a side, the two grid points around it and how far it lies between them; half-pixel centres. */
function interpolation(length: number, side: number, roll: number) {
  const lower = new Int32Array(length);
  const upper = new Int32Array(length);
  const fraction = new Float32Array(length);
  for (let index = 0; index < length; index += 1) {
    const rolled = (index + roll) % length;
    const position = Math.min(side - 1, Math.max(0, ((rolled + 0.5) * side) / length - 0.5));
    lower[index] = Math.floor(position);
    upper[index] = Math.min(side - 1, Math.floor(position) + 1);
    fraction[index] = position - Math.floor(position);
  }
  return { lower, upper, fraction };
}
