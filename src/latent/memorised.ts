export interface NearestImage {
  /** Of the training images, from 0. */
  readonly index: number;
  /** Root-mean-square difference of the pixels. */
  readonly distance: number;
}

/** The training image that is most like an image, pixel by pixel. @throws RangeError when there are none */
export function nearestImage(image: Float32Array, training: readonly Float32Array[]): NearestImage {
  if (training.length === 0) throw new RangeError("There are no training images to compare with.");
  let best = { index: 0, distance: Number.POSITIVE_INFINITY };
  for (const [index, other] of training.entries()) {
    let sum = 0;
    for (let pixel = 0; pixel < image.length; pixel++) sum += (image[pixel]! - other[pixel]!) ** 2;
    const distance = Math.sqrt(sum / image.length);
    if (distance < best.distance) best = { index, distance };
  }
  return best;
}

export interface MemorisationFigures {
  /** Median distance of the samples to their nearest training images. */
  readonly samples: number;
  /** The same of reconstructions of hold-out images: what the network draws of people whom it has never seen. */
  readonly holdOut: number;
  /** Samples that are nearer to a training image than nineteen in twenty of those reconstructions: 0.05 is expected. */
  readonly suspicious: number;
}

/**
 * Whether samples are copies of training images. A decoder's pictures are smooth, and so nearer to any image than two
 * photographs are to each other: they are held against the decoder's pictures of other people, not against photographs.
 */
export function memorisationFigures(
  samples: readonly NearestImage[],
  holdOut: readonly NearestImage[],
): MemorisationFigures {
  const own = ascending(samples);
  const others = ascending(holdOut);
  const limit = others[Math.floor(0.05 * others.length)] ?? 0;
  return {
    samples: median(own),
    holdOut: median(others),
    suspicious: own.filter((distance) => distance < limit).length / own.length,
  };
}

function ascending(found: readonly NearestImage[]): number[] {
  return found.map(({ distance }) => distance).sort((a, b) => a - b);
}

function median(sorted: readonly number[]): number {
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
