/** One channel, in [0, 1]. */
export interface FeatureImage {
  /** [height, width], row-major. */
  readonly pixels: ArrayLike<number>;
  readonly height: number;
  readonly width: number;
}

/** Cosine terms of a vertical and a horizontal order that make at most this together. */
const highestOrder = 4;
/** Octaves of the wavelet transform, from pairs of pixels up. */
const octaves = 4;
/** Mean detail below this is noise of the storage; it also keeps the logarithm finite. */
const detailFloor = 1e-3;
/**
 * Root-mean-square amplitudes of healthy images' cosine terms vary some ten times less than the logarithms of their
 * details: this gives layout and texture about the same say.
 */
const layoutScale = 10;

/**
 * A fixed feature space to compare sets of images in: the lowest cosine terms of the image (where tissue is and how
 * bright: 15 numbers) and, for each of four octaves, the logarithm of the mean horizontal, vertical and diagonal detail
 * of a Haar transform (how sharp and how textured it is: 12 numbers).
 *
 * The usual space, a network trained on photographs, would have to be downloaded and knows little of radiographs or MR.
 * This one is the same numbers on every machine, small enough for the covariance of some hundred images, and sees what
 * samples of a VAE lack first, detail. Distances in it compare with those of no other space, nor across image sizes.
 *
 * @throws RangeError when a side is below 16 pixels
 */
export function imageFeatures(image: FeatureImage): Float64Array {
  if (Math.min(image.height, image.width) < 2 ** octaves) {
    throw new RangeError(
      `The feature space takes images of ${2 ** octaves} x ${2 ** octaves} pixels and more.`,
    );
  }
  return Float64Array.from([...layout(image), ...texture(image)]);
}

/** Terms of the two-dimensional DCT-II, scaled so that a term's amplitude does not depend on the image's size. */
function layout({ pixels, height, width }: FeatureImage): number[] {
  const rows = cosines(height);
  const columns = cosines(width);
  const terms: number[] = [];
  for (let across = 0; across <= highestOrder; across++) {
    const along = Array.from({ length: height }, (_, row) =>
      dot(columns[across] as Float64Array, pixels, row * width),
    );
    for (let down = 0; down + across <= highestOrder; down++) {
      terms.push(layoutScale * dot(rows[down] as Float64Array, along, 0));
    }
  }
  return terms;
}

/** For each order, the cosine over a side of this length; its dot product with a line is that term's amplitude. */
function cosines(length: number): Float64Array[] {
  return Array.from({ length: highestOrder + 1 }, (_, order) => {
    const norm = (order === 0 ? 1 : Math.SQRT2) / length;
    return Float64Array.from(
      { length },
      (_, index) => norm * Math.cos((Math.PI * order * (index + 0.5)) / length),
    );
  });
}

function dot(weights: Float64Array, values: ArrayLike<number>, offset: number): number {
  let sum = 0;
  for (let index = 0; index < weights.length; index++) {
    sum += (weights[index] as number) * (values[offset + index] as number);
  }
  return sum;
}

function texture(image: FeatureImage): number[] {
  const logs: number[] = [];
  let level: FeatureImage = image;
  for (let octave = 0; octave < octaves; octave++) {
    const { average, details } = haar(level);
    logs.push(...details.map((detail) => Math.log(detail + detailFloor)));
    level = average;
  }
  return logs;
}

/** One octave: the mean of each block of 2x2 pixels, and the mean absolute horizontal, vertical and diagonal detail. */
function haar({ pixels, height, width }: FeatureImage): { average: FeatureImage; details: number[] } {
  const half = { height: Math.floor(height / 2), width: Math.floor(width / 2) };
  const average = new Float64Array(half.height * half.width);
  const details = [0, 0, 0] as [number, number, number];
  for (let row = 0; row < half.height; row++) {
    for (let column = 0; column < half.width; column++) {
      const corner = 2 * row * width + 2 * column;
      const a = pixels[corner] as number;
      const b = pixels[corner + 1] as number;
      const c = pixels[corner + width] as number;
      const d = pixels[corner + width + 1] as number;
      average[row * half.width + column] = (a + b + c + d) / 4;
      details[0] += Math.abs(a - b + c - d) / 4;
      details[1] += Math.abs(a + b - c - d) / 4;
      details[2] += Math.abs(a - b - c + d) / 4;
    }
  }
  return { average: { pixels: average, ...half }, details: details.map((sum) => sum / average.length) };
}
