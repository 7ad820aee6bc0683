import { tensor4d, tidy } from "@tensorflow/tfjs-core";
import { bootstrap, type Figure } from "../../evaluation/bootstrap.ts";
import { compareSets, type SetComparison } from "../../evaluation/sample-quality/compare-sets.ts";
import { imageFeatures } from "../../evaluation/sample-quality/image-features.ts";
import { peakSignalToNoise } from "../../evaluation/sample-quality/psnr.ts";
import { decodeCodes, encodeImages } from "../../vae/network-images.ts";
import { Random } from "../../vae/random.ts";
import type { Vae } from "../../vae/vae.ts";
import { structuralSimilarity } from "../reconstruction.ts";
import type { HoldOutImages } from "./hold-out-images.ts";

/** How well a network reconstructs hold-out images, and how much its samples from the prior look like them. */
export interface SampleQuality {
  readonly images: number;
  readonly patients: number;
  readonly reconstruction: {
    /** Peak signal-to-noise ratio, dB, mean over the images. */
    readonly psnr: Figure;
    /** Structural similarity, at most 1, mean over the images. */
    readonly ssim: Figure;
  };
  /** Absent where there are too few images or patients to divide. */
  readonly samples?: SetComparison;
}

export interface SampleQualityOptions {
  /** Of the samples, the halvings and the intervals. */
  readonly seed: number;
  readonly signal?: AbortSignal;
  /** Called with how many of the images have been reconstructed or sampled. */
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Reconstructions go by the posterior's mean, samples are the decoder's mean for codes drawn from the prior.
 *
 * @param vae of the images' size
 * @throws the signal's reason when aborted
 */
export async function measureSampleQuality(
  vae: Vae,
  { pixels: images, patients, height, width }: HoldOutImages,
  { seed, signal, onProgress }: SampleQualityOptions,
): Promise<SampleQuality> {
  const total = 2 * images.length;
  let done = 0;
  const psnr: number[] = [];
  const ssim: number[] = [];
  const codes = (await encodeImages(vae, images, signal)).map(({ mean }) => mean);
  for await (const { mean } of decodeCodes(vae, codes, signal)) {
    const image = images[psnr.length] as Float32Array;
    psnr.push(peakSignalToNoise(image, mean));
    ssim.push(await similarity(image, mean, height, width));
    onProgress?.(++done, total);
  }
  const random = new Random(seed);
  const drawn = images.map(() => random.normals(vae.latentSize));
  const features: Float64Array[] = [];
  for await (const { mean } of decodeCodes(vae, drawn, signal)) {
    features.push(imageFeatures({ pixels: mean, height, width }));
    onProgress?.(++done, total);
  }
  const real = images.map((pixels) => imageFeatures({ pixels, height, width }));
  const samples = compareSets(real, patients, features, { seed });
  const names = [...new Set(patients)];
  const owners = patients.map((patient) => names.indexOf(patient));
  const reconstruction = bootstrap(
    names.length,
    (weights) => ({ psnr: weightedMean(psnr, owners, weights), ssim: weightedMean(ssim, owners, weights) }),
    { seed },
  );
  return { images: images.length, patients: names.length, reconstruction, ...(samples ? { samples } : {}) };
}

function weightedMean(
  values: readonly number[],
  owners: readonly number[],
  weights: ArrayLike<number>,
): number {
  let [sum, count] = [0, 0];
  for (const [index, value] of values.entries()) {
    const weight = weights[owners[index] as number] as number;
    sum += weight * value;
    count += weight;
  }
  return sum / count;
}

async function similarity(a: Float32Array, b: Float32Array, height: number, width: number): Promise<number> {
  const value = tidy(() => {
    const [x, y] = [a, b].map((image) => tensor4d(image, [1, height, width, 1]));
    return structuralSimilarity(x!, y!);
  });
  const [result] = await value.data<"float32">();
  value.dispose();
  return result as number;
}
