/** Where something is brighter or differs, weighted by how much; canvas pixels. */
export interface Spot {
  readonly x: number;
  readonly y: number;
  /** Sum of the weights, 0 when there is nothing. */
  readonly weight: number;
}

/** The centre of what changed between two pictures. */
export function difference(a: ImageData, b: ImageData): Spot {
  return centre(a, (index) => {
    let sum = 0;
    for (let channel = 0; channel < 3; channel++)
      sum += Math.abs(a.data[index + channel]! - b.data[index + channel]!);
    return sum;
  });
}

/** The centre of what is bright. */
export function brightness(picture: ImageData): Spot {
  return centre(picture, (index) => picture.data[index]!);
}

function centre({ width, height }: ImageData, weightAt: (index: number) => number): Spot {
  let [x, y, weight] = [0, 0, 0];
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const w = weightAt(4 * (row * width + column));
      weight += w;
      // A pixel's middle lies half a pixel from its corner.
      x += w * (column + 0.5);
      y += w * (row + 0.5);
    }
  }
  return { x: x / weight, y: y / weight, weight };
}

/** Red, green, blue of one canvas pixel. */
export function colourAt({ data, width }: ImageData, x: number, y: number): [number, number, number] {
  const index = 4 * (Math.floor(y) * width + Math.floor(x));
  return [data[index]!, data[index + 1]!, data[index + 2]!];
}
