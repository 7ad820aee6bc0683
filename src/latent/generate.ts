import { compareSets, type SetComparison } from "../evaluation/sample-quality/compare-sets.ts";
import { imageFeatures } from "../evaluation/sample-quality/image-features.ts";
import { decodeCodes, encodeImages } from "../vae/network-images.ts";
import { Random } from "../vae/random.ts";
import type { Vae } from "../vae/vae.ts";
import type { Code } from "./codes.ts";
import {
  type MemorisationFigures,
  memorisationFigures,
  type NearestImage,
  nearestImage,
} from "./memorised.ts";

/** The decoder's mean for each code, [height, width] each. @throws the signal's reason when aborted */
export async function decodeAll(
  vae: Vae,
  codes: readonly Code[],
  signal?: AbortSignal,
): Promise<Float32Array[]> {
  const images: Float32Array[] = [];
  for await (const { mean } of decodeCodes(vae, codes, signal)) images.push(mean);
  return images;
}

/** Real images to hold samples against, [height, width] each. */
export interface RealImages {
  /** That the network was trained on. */
  readonly training: readonly Float32Array[];
  /** That it was not, with whose they are. */
  readonly holdOut: readonly Float32Array[];
  readonly holdOutPatients: readonly string[];
}

export interface SampleFigures {
  /** Absent where there are too few hold-out images. */
  readonly quality?: SetComparison;
  readonly memorisation: MemorisationFigures;
  /** By image that was shown. */
  readonly nearest: readonly NearestImage[];
}

export interface SampleFiguresOptions {
  /** Codes as those that were shown came about. */
  readonly draw: (count: number, random: Random) => Code[];
  readonly seed: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * How good samples are and whether they are copies. The quality is that of as many fresh samples as there are hold-out
 * images.
 *
 * @param shown [height, width] each
 * @throws RangeError when there are no training or hold-out images; the signal's reason when aborted
 */
export async function sampleFigures(
  vae: Vae,
  shown: readonly Float32Array[],
  { training, holdOut, holdOutPatients }: RealImages,
  { draw, seed, signal, onProgress }: SampleFiguresOptions,
): Promise<SampleFigures> {
  const { height, width } = vae;
  const random = new Random(seed + 1);
  const fresh = await decodeAll(vae, draw(holdOut.length, random), signal);
  const codes = (await encodeImages(vae, holdOut, signal)).map(({ mean }) => mean);
  const reconstructed = await decodeAll(vae, codes, signal);
  const features = (images: readonly Float32Array[]) =>
    images.map((pixels) => imageFeatures({ pixels, height, width }));
  const quality = compareSets(features(holdOut), holdOutPatients, features(fresh), { seed });
  const total = shown.length + fresh.length + reconstructed.length;
  let done = 0;
  const nearestOf = async (images: readonly Float32Array[]): Promise<NearestImage[]> => {
    const found: NearestImage[] = [];
    for (const image of images) {
      found.push(nearestImage(image, training));
      onProgress?.(++done, total);
      await new Promise((resolve) => setTimeout(resolve));
      signal?.throwIfAborted();
    }
    return found;
  };
  return {
    ...(quality ? { quality } : {}),
    nearest: await nearestOf(shown),
    memorisation: memorisationFigures(await nearestOf(fresh), await nearestOf(reconstructed)),
  };
}
