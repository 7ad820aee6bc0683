import {
  add,
  concat,
  mul,
  reshape,
  reverse,
  slice,
  type Tensor,
  type Tensor1D,
  type Tensor4D,
  tensor4d,
} from "@tensorflow/tfjs-core";
import type { ModelInput } from "../imaging/model-input.ts";
import type { Vae } from "../vae/vae.ts";
import type { GaussianBank } from "./gaussian.ts";
import { klGradientMap } from "./kl-gradient.ts";
import { klPerDimension, nllMap, residualMap, smoothedResidual, takeMirroredOff } from "./map-operations.ts";
import type { CostlyMapName, DefaultMapName, Scoring } from "./maps.ts";
import { uncertaintyMap } from "./posterior-samples.ts";
import { reconstruct } from "./reconstruct.ts";

/** Samples for the uncertainty map where the scoring names no number of its own. */
const uncertaintySamples = 8;

/** The maps that come from the backend; the structural similarity is computed after them. */
const alwaysRead = ["anomaly", "signed", "residual", "nll", "reconstruction"] as const;
type AlwaysRead = (typeof alwaysRead)[number];

/** One image's numbers as they were read back. */
export interface ReadImage {
  /** [height, width] each. */
  readonly maps: Readonly<Record<Exclude<DefaultMapName, "ssim">, Float32Array>> &
    Readonly<Partial<Record<CostlyMapName, Float32Array>>>;
  readonly reconstruction: Float32Array;
  /** [latent] */
  readonly kl: Float32Array;
  /** [latent] */
  readonly latentMean: Float32Array;
}

export interface BatchOptions {
  readonly vae: Vae;
  readonly scoring: Scoring;
  readonly bank: GaussianBank;
  readonly costly: readonly CostlyMapName[];
}

/**
 * All of a batch's numbers in one tensor: planes [planes, batch, height, width], then the KL and the posterior's mean,
 * [2, batch, latent]. To be called inside `tidy`.
 */
export function runBatch(batch: readonly ModelInput[], options: BatchOptions): Tensor1D {
  const { vae, scoring, bank, costly } = options;
  const { height, width, latentSize } = vae;
  const count = batch.length;
  const shape: [number, number, number, number] = [count, height, width, 1];
  const uploaded = upload(batch, height, width, scoring.anomaly.minimumDepth);
  const plane = (index: number): Tensor4D => slice(uploaded, [index * count, 0, 0, 0], shape);
  const input = plane(0);
  const mask = plane(1);
  const shown = plane(2);

  // The mirrored images ride in the same batch: one pass through the network for both.
  const { flip, asymmetry } = scoring.anomaly;
  const both = (values: Tensor4D): Tensor4D => (flip ? concat([values, reverse(values, 2)], 0) : values);
  const first = (values: Tensor4D): Tensor4D => (flip ? slice(values, [0, 0, 0, 0], shape) : values);
  const average = (values: Tensor4D): Tensor4D =>
    flip ? mul(add(first(values), reverse(slice(values, [count, 0, 0, 0], shape), 2)), 0.5) : values;
  const inputs = both(input);
  const masks = both(mask);
  const { posterior, decoded } = reconstruct(inputs, masks, vae, scoring, bank);
  const smoothed = smoothedResidual({ input: inputs, mask: masks, ...decoded }, bank, scoring.anomaly);

  const own = (values: Tensor): Tensor => slice(values, [0, 0], [count, latentSize]);
  const operands = { input, mask, mean: first(decoded.mean), logVariance: first(decoded.logVariance) };
  const make: Readonly<Record<AlwaysRead | CostlyMapName, () => Tensor>> = {
    anomaly: () => {
      const map = average(smoothed.anomaly);
      return mul(asymmetry === undefined ? map : takeMirroredOff(map, asymmetry), shown);
    },
    signed: () => mul(average(smoothed.signed), mask),
    residual: () => residualMap(operands),
    nll: () => nllMap(operands),
    reconstruction: () => operands.mean,
    klGradient: () => klGradientMap(input, mask, vae),
    uncertainty: () => {
      const one = { mean: own(posterior.mean), logVariance: own(posterior.logVariance) };
      return uncertaintyMap(one as typeof posterior, mask, vae, scoring.samples ?? uncertaintySamples);
    },
  };
  const flat = (values: Tensor): Tensor1D => reshape(values, [-1]);
  return concat(
    [
      ...[...alwaysRead, ...costly].map((name) => flat(make[name]())),
      flat(own(klPerDimension(posterior.mean, posterior.logVariance))),
      flat(own(posterior.mean)),
    ],
    0,
  );
}

/** [3 · batch, height, width, 1]: all images, then all masks, then where the anomaly map is shown. */
function upload(batch: readonly ModelInput[], height: number, width: number, minimumDepth: number): Tensor4D {
  const size = height * width;
  const values = new Float32Array(3 * batch.length * size);
  batch.forEach((input, index) => {
    values.set(input.pixels, index * size);
    values.set(input.mask, (batch.length + index) * size);
    values.set(shownPixels(input, minimumDepth), (2 * batch.length + index) * size);
  });
  return tensor4d(values, [3 * batch.length, height, width, 1]);
}

export function shownPixels({ depth, mask }: ModelInput, minimumDepth: number): Uint8Array {
  return Uint8Array.from(depth, (distance, index) => (mask[index] && distance > minimumDepth ? 1 : 0));
}

/** The numbers of one image among those that `runBatch` gave. */
export function readImage(
  values: Float32Array,
  index: number,
  count: number,
  { vae, costly }: BatchOptions,
): ReadImage {
  const size = vae.height * vae.width;
  const planes = [...alwaysRead, ...costly];
  const plane = (name: AlwaysRead | CostlyMapName): Float32Array => {
    const start = (planes.indexOf(name) * count + index) * size;
    return values.slice(start, start + size);
  };
  const latent = (which: number): Float32Array => {
    const start = planes.length * count * size + (which * count + index) * vae.latentSize;
    return values.slice(start, start + vae.latentSize);
  };
  return {
    maps: {
      anomaly: plane("anomaly"),
      signed: plane("signed"),
      residual: plane("residual"),
      nll: plane("nll"),
      ...Object.fromEntries(costly.map((name) => [name, plane(name)])),
    },
    reconstruction: plane("reconstruction"),
    kl: latent(0),
    latentMean: latent(1),
  };
}
